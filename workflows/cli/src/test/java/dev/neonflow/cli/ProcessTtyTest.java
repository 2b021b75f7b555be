package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.Peers;
import dev.neonflow.workflows.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a terminal, and how large, with a program in place of the shell that asks it. */
class ProcessTtyTest {

  private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

  /** Enough for a program of a few lines on any machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path temp;
  private Path toTerminal;
  private Path nowhere;
  private int shells;

  @BeforeEach
  void links() throws IOException {
    Peers.need("sh");
    toTerminal = Files.createSymbolicLink(temp.resolve("2"), Path.of("/dev/pts/0"));
    nowhere = temp.resolve("no proc");
  }

  @Test
  void withoutALink_theShellKnowsOfStandardError() throws Exception {
    String asked = "case $2 in 'test -t 2') exit %d;; *) echo 30 100;; esac";
    ProcessTty tty = tty(nowhere, shell(asked.formatted(0)));
    assertTrue(tty.isThere());
    assertEquals(Optional.of(new Tty.Size(100, 30)), tty.size());
    assertFalse(tty(nowhere, shell(asked.formatted(1))).isThere());
    assertFalse(tty(nowhere, temp.resolve("none").toString()).isThere());
  }

  /** The real shell; the standard error of tests is a pipe or a file. */
  @Test
  void file_isNoTerminal() {
    assertFalse(tty(nowhere, "sh").isThere());
  }

  @Test
  void terminalThatDoesNotAnswer_isNone_andIsAskedOnce() throws Exception {
    Path asked = temp.resolve("asked");
    String refuses = shell("echo x >>'" + asked + "'; exit 1");
    ProcessTty tty = tty(toTerminal, refuses);
    assertEquals(Optional.empty(), tty.size());
    assertEquals(Optional.empty(), tty.size());
    assertEquals(1, Files.readAllLines(asked).size());
  }

  @Test
  void terminalThatOnceAnswered_staysAsLargeAsItWas() throws Exception {
    String gone = "[ -e gone ] && exit 1; echo 30 100".replace("gone", "'" + nowhere + "'");
    ProcessTty tty = tty(toTerminal, shell(gone));
    assertEquals(Optional.of(new Tty.Size(100, 30)), tty.size());
    Files.createFile(nowhere);
    tty.forget();
    assertEquals(Optional.of(new Tty.Size(100, 30)), tty.size());
  }

  @Test
  void sizeThatNobodyGave_isTheUsual() throws Exception {
    ProcessTty tty = tty(toTerminal, shell("echo 0 0"));
    assertEquals(Optional.of(new Tty.Size(80, 24)), tty.size());
  }

  /** An answer that came too late for the first frame is there for a later one. */
  @Test
  void terminalThatAnswersLate_isOneFromThenOn_andIsAskedOnce() throws Exception {
    Path asked = temp.resolve("asked");
    String late =
        shell(
            "echo x >>'%s'; while [ ! -e '%s' ]; do sleep 0.05; done; echo 30 100"
                .formatted(asked, nowhere));
    ProcessTty tty = new ProcessTty(XTERM, toTerminal, late, Duration.ZERO);
    assertEquals(Optional.empty(), tty.size());
    assertEquals(Optional.empty(), tty.size());
    Files.createFile(nowhere);
    long begin = System.nanoTime();
    while (tty.size().isEmpty()) {
      assertTrue(System.nanoTime() - begin < PATIENCE.toNanos(), "its answer is lost");
      LockSupport.parkNanos(1_000_000);
    }
    assertEquals(Optional.of(new Tty.Size(100, 30)), tty.size());
    assertEquals(1, Files.readAllLines(asked).size());
  }

  private static ProcessTty tty(Path link, String shell) {
    return new ProcessTty(XTERM, link, shell, PATIENCE);
  }

  private String shell(String lines) throws IOException {
    Path file = temp.resolve("shell" + shells++);
    return Programs.write(file, "#!/bin/sh\n" + lines + "\n").toString();
  }
}
