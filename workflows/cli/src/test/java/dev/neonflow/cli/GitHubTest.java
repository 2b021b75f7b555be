package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubTest {

  @TempDir Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void outputs_areAppended_nothingForNull_severalLinesWithADelimiter() throws IOException {
    Path file = directory.resolve("output");
    Files.writeString(file, "earlier=1\n");
    Map<String, Object> outputs = new LinkedHashMap<>();
    outputs.put("created", true);
    outputs.put("preview_url", null);
    outputs.put("text", "a\nb");
    gitHub(Map.of("GITHUB_OUTPUT", file.toString())).write(outputs);
    String written = Files.readString(file);
    assertTrue(written.matches("earlier=1\ncreated=true\ntext<<(end-\\S+)\na\nb\n\\1\n"), written);
  }

  @Test
  void noOutputFile_writesNothing() {
    gitHub(Map.of()).write(Map.of("created", true));
    assertEquals("", said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void secretsOfTheEnvironment_areMasked() {
    gitHub(Map.of("NEON_API_KEY", "napi_1", "PATH", "/bin")).maskEnvironment();
    assertEquals("::add-mask::napi_1", said.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void urlOfTheEnvironment_isMaskedWithItsPasswordRawAndEncoded() {
    gitHub(Map.of("DATABASE_URL", "postgresql://me:p%2Fw@ep-a-1.neon.tech/db")).maskEnvironment();
    assertEquals(
        List.of(
            "::add-mask::postgresql://me:p%252Fw@ep-a-1.neon.tech/db",
            "::add-mask::p/w", "::add-mask::p%252Fw"),
        said.toString(StandardCharsets.UTF_8).lines().toList());
  }

  private GitHub gitHub(Map<String, String> environment) {
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new GitHub(environment, new Terminal(stream, Terminal.Style.PLAIN, true));
  }
}
