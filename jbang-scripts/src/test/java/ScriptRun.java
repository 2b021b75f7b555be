import dev.neonflow.cli.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** One run of a script in this process, and what it said. */
record ScriptRun(int exitCode, String out, String err) {

  static ScriptRun of(
      Map<String, String> environment, Path directory, Object script, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Program.execute(
            environment,
            directory,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            script,
            args);
    return new ScriptRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The text of a field of the JSON object on standard output. */
  String field(String name) {
    var matcher =
        java.util.regex.Pattern.compile("\"" + name + "\":(\"[^\"]*\"|[^,}]*)").matcher(out);
    if (!matcher.find()) {
      throw new AssertionError("no " + name + " in " + this);
    }
    return matcher.group(1).replace("\"", "");
  }
}
