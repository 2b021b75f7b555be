package dev.neonflow.cli.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where jobs get Neonflow from. */
class SourceTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({
    "GITHUB, shop-inc/neonflow",
    "GITLAB, shop-inc/neonflow",
    "JENKINS, shop-inc/neonflow",
    "GITLAB, https://git.example.com/tools/neonflow.git",
    "JENKINS, https://git.example.com/tools/neonflow.git",
  })
  void sourceInAFile_isFoundAgain(CiSystem ci, String repository) throws IOException {
    Source source = Source.parse(repository + "@" + COMMIT);
    CiFiles files = new CiFiles(ci, Set.of("fly"), "", "main", source, Set.of());
    for (WantedFile file : files.preview().in(root)) {
      assertEquals(Optional.of(source), Source.inFile(file.text()), file.path());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop-inc/neonflow",
        "shop-inc/neonflow.git",
        "https://github.com/shop-inc/neonflow",
        "https://github.com/shop-inc/neonflow/",
        "https://github.com/shop-inc/neonflow.git",
      })
  void repositoryOnGitHub_isItsName_howeverItIsWritten(String written) {
    assertEquals(new Source("shop-inc/neonflow", COMMIT), Source.parse(written + "@" + COMMIT));
  }

  @Test
  void placeholder_isNone() throws IOException {
    CiFiles files =
        new CiFiles(CiSystem.GITHUB, Set.of(), "", "main", Source.EXAMPLE, Set.of()).sweep();
    assertEquals(Optional.empty(), Source.inFile(files.in(root).get(0).text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"neonflow", "acme/neonflow", "acme/neonflow@main", "http://x/y@" + COMMIT})
  void somethingElse_isRefused(String text) {
    assertThrows(PreconditionException.class, () -> Source.parse(text));
  }

  @Test
  void checkoutWithARemoteAtGitHub_isOne() throws IOException {
    Files.createDirectories(root.resolve(".git"));
    Files.writeString(root.resolve(".git/HEAD"), COMMIT + "\n");
    assertEquals(Optional.empty(), Source.ofCheckout(root));
    Files.writeString(
        root.resolve(".git/config"),
        "[remote \"origin\"]\n url = git@github.com:acme/neonflow.git");
    assertEquals(Optional.of(new Source("acme/neonflow", COMMIT)), Source.ofCheckout(root));
  }
}
