package dev.powerlane.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** One command run in this process: its exit status and what it wrote. */
record Invocation(int status, String out, String err) {

    static Invocation run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Invocation(status, out.toString(), err.toString());
    }

    /** The JSON object on stdout; fails if the command did. */
    static Map<String, Object> json(String... args) {
        Invocation invocation = run(args);
        if (invocation.status != 0) {
            throw new AssertionError(invocation.err);
        }
        try {
            return JSON.std.mapFrom(invocation.out);
        } catch (IOException e) {
            throw new UncheckedIOException(invocation.out, e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> json, String name) {
        return (Map<String, Object>) json.get(name);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> json, String name) {
        return (List<Map<String, Object>>) json.get(name);
    }
}
