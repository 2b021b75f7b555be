package dev.neonflow.workflows.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilePullRequestsTest {

  @TempDir Path directory;

  private FilePullRequests file(String text) throws IOException {
    return new FilePullRequests(Files.writeString(directory.resolve("open.txt"), text));
  }

  @Test
  void numbersCommentsAndBlankLines_areRead() throws IOException {
    FilePullRequests file = file("\uFEFF# open now\r\n12\r\n\r\n  7  # the seventh\n12\n");
    assertEquals(Set.of(7, 12), file.open());
    file("7\n");
    assertEquals(Set.of(7), file.open(), "the file is read again");
  }

  @Test
  void numberThatIsNotThere_isNotSurelyClosed() throws IOException {
    assertFalse(file("12\n").isClosed(13), "it may have been opened since");
  }

  @Test
  void none_isAnEmptyList() throws IOException {
    assertEquals(Set.of(), file("# nothing is open\nnone\n").open());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | names no pull request",
        "'# 3 open\n'  | names no pull request",
        "'1\nnone\n'   | says none and names pull requests",
        "'1\n#2\n'     | line 2 of",
        "'1\n2 3\n'    | line 2 of",
        "'0'           | line 1 of",
        "'-4'          | line 1 of",
        "'1\n99999999999999\n' | line 2 of",
        "'[]'          | line 1 of",
      })
  void whatIsNoList_isRefusedAsUsage(String text, String message) throws IOException {
    PreconditionException refused =
        assertThrows(PreconditionException.class, file(text)::open, text);
    assertTrue(refused.isUsage());
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  @Test
  void whatIsNoFile_isRefusedAsUsage() throws IOException {
    Path utf16 = directory.resolve("utf16.txt");
    Files.write(utf16, "12\n\u00e9".getBytes(StandardCharsets.UTF_16));
    for (Path path : Set.of(directory.resolve("absent"), directory, utf16)) {
      PreconditionException refused =
          assertThrows(PreconditionException.class, new FilePullRequests(path)::open);
      assertTrue(refused.isUsage(), refused.getMessage());
    }
  }
}
