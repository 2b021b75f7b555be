package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.cli.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** One of the scripts. They have no package, so they are found by name. */
record Script(String name) {

  static final Script DEMO = new Script("demo");
  static final Script EMBEDDED = new Script("embedded");
  static final Script PREVIEW = new Script("preview");
  static final Script DEV = new Script("dev");
  static final Script PRODUCTION = new Script("production");
  static final Script STAGING = new Script("staging");
  static final Script SWEEP = new Script("sweep");
  static final Script DOCTOR = new Script("doctor");
  static final Script INIT = new Script("init");
  static final Script TEST = new Script("test");
  static final Script WORKER = new Script("worker");
  static final Script CONFIG = new Script("config");
  static final Script COMPLETION = new Script("completion");

  /** Runs it in this process. */
  Ended run(Map<String, String> environment, Path directory, String... args) {
    return run(environment, directory, new ByteArrayOutputStream(), args);
  }

  /** Runs it in this process; it must end well, with one JSON object. */
  Ended json(Map<String, String> environment, Path directory, String... args) {
    String[] all = Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--output";
    all[args.length + 1] = "json";
    Ended ended = run(environment, directory, all);
    assertEquals(0, ended.exitCode(), ended.toString());
    assertEquals(1, ended.out().lines().count(), ended.out());
    assertEquals("1", ended.field("schema_version"));
    assertEquals("0", ended.field("exit_code"));
    return ended;
  }

  /** Runs it in this process; what it says can be read while it runs. */
  Ended run(
      Map<String, String> environment, Path directory, ByteArrayOutputStream err, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        Program.execute(
            environment,
            directory,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            made(),
            args);
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What runs it in a process of its own. */
  List<String> command(String... args) {
    return Stream.concat(
            Stream.of(
                Child.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                System.getProperty("java.class.path"),
                name),
            Stream.of(args))
        .toList();
  }

  /** What parses its command line, without what is set outside of it. */
  CommandLine parser() {
    return new CommandLine(made());
  }

  /** A new one. */
  Object made() {
    try {
      Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no script " + name, e);
    }
  }

  /** The files of all scripts. */
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.SCRIPTS)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
