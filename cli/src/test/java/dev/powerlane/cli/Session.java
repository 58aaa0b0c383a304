package dev.powerlane.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** One command run in this process: its exit status and what it wrote. */
record Session(int status, String out, String err) {

    static Session run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Session(status, out.toString(), err.toString());
    }

    /** The JSON object on stdout; fails if the command did. */
    static Map<String, Object> json(String... args) {
        Session session = run(args);
        if (session.status != 0) {
            throw new AssertionError(session.err);
        }
        try {
            return JSON.std.mapFrom(session.out);
        } catch (IOException e) {
            throw new UncheckedIOException(session.out, e);
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
