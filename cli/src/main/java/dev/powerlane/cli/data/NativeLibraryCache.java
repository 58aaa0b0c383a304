package dev.powerlane.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Loads DuckDB's classes so that its native library is unpacked once for each user rather than at every start: 60 MB, which
 * takes half a second.
 *
 * <p>DuckDB asks its class loader for the packed library as a resource and unpacks what it gets into a temporary file; where
 * it gets nothing it calls {@link System#loadLibrary}, which asks the class loader for a file. This loader answers the first
 * question with no and the second with the unpacked copy. Where no copy can be kept it answers as any other would.
 */
final class NativeLibraryCache extends URLClassLoader {
    private static final String PACKAGE = "org.duckdb.";
    private static final String DRIVER = "org/duckdb/DuckDBDriver.class";
    private static final String LIBRARY = "duckdb_java";

    /** One for the process: the system lets only one class loader load a library. */
    static final ClassLoader LOADER = over(NativeLibraryCache.class.getClassLoader());

    private Path unpacked;

    private NativeLibraryCache(URL jar, ClassLoader parent) {
        super(new URL[] {jar}, parent);
    }

    /** A loader of DuckDB's classes over the one that has them already; that one itself if they are not in a jar. */
    private static ClassLoader over(ClassLoader parent) {
        try {
            URL driver = parent.getResource(DRIVER);
            return driver != null && driver.openConnection() instanceof JarURLConnection jar
                    ? new NativeLibraryCache(jar.getJarFileURL(), parent) : parent;
        } catch (IOException e) {
            return parent;
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    public URL getResource(String name) {
        URL packed = super.getResource(name);
        if (packed == null || !name.startsWith("lib" + LIBRARY)) {
            return packed;
        }
        try {
            unpacked = unpack(packed, name);
            return null;
        } catch (IOException | SecurityException e) {
            return packed;
        }
    }

    @Override
    protected String findLibrary(String name) {
        return name.equals(LIBRARY) && unpacked != null ? unpacked.toString() : super.findLibrary(name);
    }

    /** The copy's name holds the packed library's checksum: another version of DuckDB, or another platform, is another file. */
    private static Path unpack(URL packed, String name) throws IOException {
        JarURLConnection connection = (JarURLConnection) packed.openConnection();
        long size = connection.getJarEntry().getSize();
        Path copy = folder().resolve(Long.toHexString(connection.getJarEntry().getCrc()) + "-" + name);
        if (Files.isRegularFile(copy) && Files.size(copy) == size) {
            return copy;
        }
        Files.createDirectories(copy.getParent());
        // Several processes may do this at the same time: each renames a file of its own.
        Path partial = Files.createTempFile(copy.getParent(), name, ".part");
        try (InputStream in = connection.getInputStream()) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
        return copy;
    }

    /** The user's cache folder of this system; the environment variable POWERLANE_CACHE names another. */
    private static Path folder() throws IOException {
        String own = System.getenv("POWERLANE_CACHE");
        if (own != null && !own.isEmpty()) {
            return Path.of(own).toAbsolutePath();
        }
        String home = System.getProperty("user.home", "");
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String shared = system.startsWith("windows") ? System.getenv("LOCALAPPDATA") : System.getenv("XDG_CACHE_HOME");
        if (shared != null && Path.of(shared).isAbsolute()) {
            return Path.of(shared, "powerlane");
        }
        if (home.isEmpty() || !Path.of(home).isAbsolute()) {
            throw new IOException("no home folder");
        }
        return system.startsWith("mac") ? Path.of(home, "Library", "Caches", "powerlane") : Path.of(home, ".cache", "powerlane");
    }
}
