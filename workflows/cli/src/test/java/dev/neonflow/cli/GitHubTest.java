package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
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
    outputs.put("rehearsal", Map.of("took_ms", 1));
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
    assertTrue(masked().contains("napi_1"), masked().toString());
    assertFalse(masked().contains("/bin"), masked().toString());
  }

  @Test
  void urlOfTheEnvironment_isMaskedWithItsPasswordRawAndEncoded() {
    gitHub(Map.of("DATABASE_URL", "postgresql://me:p%2Fw+d@ep-a-1.neon.tech/db")).maskEnvironment();
    for (String form :
        List.of(
            "postgresql://me:p%2Fw+d@ep-a-1.neon.tech/db",
            "postgresql%3A%2F%2Fme%3Ap%252Fw%2Bd%40ep-a-1.neon.tech%2Fdb",
            "p/w+d",
            "p%2Fw%2Bd",
            "p%2fw%2bd")) {
      assertTrue(masked().contains(form), form + " in " + masked());
    }
  }

  @Test
  void secretOfAnyName_isMaskedOnceBeforeAStepGetsIt() {
    GitHub gitHub = gitHub(Map.of("STRIPE_KEY", "sk/1 2", "SHORT", "1"));
    assertEquals("sk/1 2", gitHub.secret("STRIPE_KEY").reveal());
    List<String> forms = List.of("sk%2F1%202", "sk%2f1%202", "sk%2F1+2", "sk%2f1+2", "sk/1 2");
    assertTrue(masked().containsAll(forms), masked().toString());
    List<String> once = masked();
    gitHub.secret("STRIPE_KEY");
    gitHub.secret("SHORT");
    assertEquals(once, masked(), "a single character would hide the whole log");
    assertThrows(PreconditionException.class, () -> gitHub.secret("NONE"));
  }

  @Test
  void tokenOfFly_isMaskedInItsPartsToo() {
    gitHub(Map.of("FLY_API_TOKEN", "FlyV1 fm2_first-part,fm2_second-part")).maskEnvironment();
    assertTrue(masked().contains("FlyV1 fm2_first-part,fm2_second-part"), masked().toString());
    assertTrue(masked().contains("fm2_first-part"), masked().toString());
    assertTrue(masked().contains("fm2_second-part"), masked().toString());
    assertFalse(masked().contains("FlyV1"), masked().toString());
  }

  private List<String> masked() {
    return said.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.substring("::add-mask::".length()).replace("%25", "%"))
        .toList();
  }

  private GitHub gitHub(Map<String, String> environment) {
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new GitHub(environment, new Terminal(stream, Terminal.Style.PLAIN, true));
  }
}
