package dev.powerlane.cli.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole or not at all: it is written under another name in the same folder and renamed by
 * {@link #commit()}. Closed without that, or when the process is asked to end, it vanishes.
 */
public final class WholeFile implements Closeable {
    private final Path target;
    private final Path partial;
    private final FileChannel channel;

    private WholeFile(Path target, Path partial) throws IOException {
        this.target = target;
        this.partial = partial;
        partial.toFile().deleteOnExit();
        channel = FileChannel.open(partial, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    /**
     * Says beforehand whether a file can be put there.
     *
     * @throws IllegalArgumentException if its folder is missing, or it is a folder itself
     */
    public static Path checked(String option, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(option + ": an empty name is given for the file to write");
        }
        Path target = Path.of(text);
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IllegalArgumentException(option + ": " + text + " is a directory; give the name of a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(option + ": the folder " + folder + " does not exist; make it first");
        }
        if (!Files.isWritable(folder)) {
            throw new IllegalArgumentException(option + ": the folder " + folder + " cannot be written to; choose another");
        }
        return target;
    }

    public static WholeFile beside(Path target) throws IOException {
        String name = "." + target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part";
        return new WholeFile(target, target.toAbsolutePath().resolveSibling(name));
    }

    /** Writes all that remains in the buffer. */
    public void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // As it comes from the system it says what is wrong, as a full disk, but not where.
            throw new IOException(target + ": " + e.getMessage(), e);
        }
    }

    /** Gives the file its name, replacing one that is there. */
    public void commit() throws IOException {
        channel.close();
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(partial);
    }
}
