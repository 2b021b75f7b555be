package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.Peers;
import dev.neonflow.workflows.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a terminal, and how large, with a program in place of the shell that asks it. */
class ProcessTtyTest {

  private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

  @TempDir Path temp;
  private Path toTerminal;
  private Path nowhere;

  @BeforeEach
  void links() throws IOException {
    Peers.need("sh");
    toTerminal = Files.createSymbolicLink(temp.resolve("2"), Path.of("/dev/pts/0"));
    nowhere = temp.resolve("no proc");
  }

  @Test
  void withoutALink_theShellKnowsOfStandardError() throws Exception {
    String asked = "case $2 in 'test -t 2') exit %d;; *) echo 30 100;; esac";
    ProcessTty tty = new ProcessTty(XTERM, nowhere, shell(asked.formatted(0)));
    assertTrue(tty.isThere());
    assertEquals(Optional.of(new Tty.Size(100, 30)), tty.size());
    assertFalse(new ProcessTty(XTERM, nowhere, shell(asked.formatted(1))).isThere());
    assertFalse(new ProcessTty(XTERM, nowhere, temp.resolve("none").toString()).isThere());
  }

  /** The real shell; the standard error of tests is a pipe or a file. */
  @Test
  void file_isNoTerminal() {
    assertFalse(new ProcessTty(XTERM, nowhere, "sh").isThere());
  }

  @Test
  void terminalThatDoesNotAnswer_isNone_andIsAskedOnce() throws Exception {
    Path asked = temp.resolve("asked");
    String refuses = shell("echo x >>'" + asked + "'; exit 1");
    ProcessTty tty = new ProcessTty(XTERM, toTerminal, refuses);
    assertEquals(Optional.empty(), tty.size());
    assertEquals(Optional.empty(), tty.size());
    assertEquals(1, Files.readAllLines(asked).size());
  }

  @Test
  void terminalThatOnceAnswered_staysAsLargeAsItWas() throws Exception {
    String gone = "[ -e gone ] && exit 1; echo 30 100".replace("gone", "'" + nowhere + "'");
    ProcessTty tty = new ProcessTty(XTERM, toTerminal, shell(gone));
    assertEquals(Optional.of(new Tty.Size(100, 30)), tty.size());
    Files.createFile(nowhere);
    tty.forget();
    assertEquals(Optional.of(new Tty.Size(100, 30)), tty.size());
  }

  @Test
  void sizeThatNobodyGave_isTheUsual() throws Exception {
    ProcessTty tty = new ProcessTty(XTERM, toTerminal, shell("echo 0 0"));
    assertEquals(Optional.of(new Tty.Size(80, 24)), tty.size());
  }

  private String shell(String lines) throws IOException {
    Path file = Files.createTempFile(temp, "shell", "");
    return Programs.write(file, "#!/bin/sh\n" + lines + "\n").toString();
  }
}
