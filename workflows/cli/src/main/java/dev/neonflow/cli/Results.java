package dev.neonflow.cli;

import dev.neonflow.workflows.DryRun;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the one result of a script: the only thing that goes to standard output. */
final class Results {

  private static final int SCHEMA_VERSION = 1;

  private final PrintStream out;
  private final boolean json;

  Results(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /**
   * For errors that come before the options are known, or because of them.
   *
   * @param set what is set outside of the command line, or null
   */
  static Results beforeOptions(PrintStream out, @Nullable String set, List<String> args) {
    for (int i = args.size() - 1; i >= 0; i--) {
      String argument = args.get(i);
      if (argument.startsWith("--output=")) {
        return new Results(out, argument.equals("--output=json"));
      }
      if (argument.equals("--output") && i + 1 < args.size()) {
        return new Results(out, args.get(i + 1).equals("json"));
      }
    }
    return new Results(out, "json".equals(set));
  }

  /** Whether the result is one JSON object. */
  boolean json() {
    return json;
  }

  /** All went well: the text, or an object with the fields. */
  int succeeded(String text, Map<String, ?> fields) {
    if (json) {
      object("succeeded", ExitCodes.DONE, fields, null);
    } else if (!text.isEmpty()) {
      out.println(text);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  /** What would be done, which is all that was wanted. */
  int planned(DryRun dry) {
    List<Map<String, String>> items = new ArrayList<>();
    for (DryRun.Line line : dry.lines()) {
      Map<String, String> item = new LinkedHashMap<>();
      item.put("step", line.stepId());
      item.put("text", line.text());
      items.add(item);
    }
    return succeeded(dry.toText(), Map.of("items", items));
  }

  /** The pull request was closed meanwhile: there is nothing to hand on. */
  int closed(Map<String, ?> fields) {
    if (json) {
      object("closed", ExitCodes.DONE, fields, null);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  /** There was nothing that this could do, and nobody is to blame. */
  int skipped() {
    if (json) {
      object("skipped", ExitCodes.DONE, Map.of(), null);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  /** It did not go well: a line for people, what to do next, and the object if it is wanted. */
  int failed(Failure failure, Map<String, ?> fields, Terminal terminal) {
    return failed(failure, "failed", "", fields, terminal);
  }

  /**
   * It did not go well.
   *
   * @param left what stays behind; may be empty
   */
  int failed(
      Failure failure, String status, String left, Map<String, ?> fields, Terminal terminal) {
    failure.tell(left, terminal);
    if (terminal.verbose() && failure.cause() != null) {
      StringWriter trace = new StringWriter();
      failure.cause().printStackTrace(new PrintWriter(trace));
      terminal.always(trace.toString().stripTrailing());
    }
    if (json) {
      object(status, failure.exitCode(), fields, failure);
      out.flush();
    }
    return failure.exitCode();
  }

  private void object(
      String status, int exitCode, Map<String, ?> fields, @Nullable Failure failure) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("schema_version", SCHEMA_VERSION);
    object.put("status", status);
    object.put("exit_code", exitCode);
    object.putAll(fields);
    if (failure != null) {
      Map<String, @Nullable Object> error = new LinkedHashMap<>();
      error.put("step", failure.step());
      error.put("message", failure.message());
      error.put("next", failure.next());
      object.put("error", error);
    }
    out.println(Json.write(object));
  }
}
