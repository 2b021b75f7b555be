package dev.neonflow.workflows.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PatientScheduler;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class ChildProcessTest {
  @TempDir Path dir;

  private final FakeContext context = FakeContext.forCommit("c1");
  private final List<String> lines = new ArrayList<>();
  private final Redactor redactor = Redactor.of(List.of(Secret.of("hunter2")));

  private int run(String line) {
    return run(new Command(Command.shell(line), dir, Map.of("GIVEN", "hunter2"), redactor));
  }

  private int run(Command command) {
    return ChildProcess.run(command, lines::add, context, context::heartbeat);
  }

  @Test
  void outputAndErrors_comeLineByLineRedacted() {
    assertEquals(3, run("echo one; echo \"two $GIVEN\" >&2; printf three; exit 3"));
    assertEquals(List.of("one", "two ***", "three"), lines);
  }

  @Test
  void secretWrittenInTwoPieces_masked() {
    assertEquals(0, run("printf 'x hun'; printf 'ter2 y\\rlast\\r\\n'"));
    assertEquals(List.of("x *** y", "last"), lines);
  }

  @Test
  void endlessLine_cutWithoutAPartOfASecret() {
    assertEquals(
        0, run("head -c 8188 /dev/zero | tr '\\0' a; printf hunter2; yes | head -c 99999"));
    assertEquals("a".repeat(8188) + "*** ... (cut)", lines.get(0));
  }

  @Test
  void manyLines_allArriveBeforeTheEnd() {
    assertEquals(0, run("i=0; while [ $i -lt 5000 ]; do echo $i; i=$((i+1)); done"));
    assertEquals(5000, lines.size());
    assertEquals("4999", lines.get(4999));
  }

  @Test
  void directory_isTheCommands() throws Exception {
    assertEquals(0, run("pwd -P"));
    assertEquals(List.of(dir.toRealPath().toString()), lines);
  }

  @Test
  void grandchildKeepsOutputOpen_notWaitedFor() {
    assertEquals(0, run("sleep 600 & echo $!"));
    ProcessIdentity grandchild =
        ProcessIdentity.running(Long.parseLong(lines.get(0))).orElseThrow();
    assertTrue(grandchild.isAlive());
    assertEquals(List.of(), ProcessTree.end(() -> List.of(grandchild), Duration.ofSeconds(5)));
  }

  @Test
  void closedOutput_endIsStillWaitedFor() {
    assertEquals(7, run("exec >&- 2>&-; sleep 0.3; exit 7"));
    assertTrue(context.heartbeats.get() > 0);
  }

  @Test
  void cancelled_wholeTreeEnds() throws Exception {
    Command stubborn =
        new Command(
            Command.shell("sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.1; done'; echo no"),
            dir,
            Map.of(),
            redactor);
    assertThrows(
        WorkflowCancelledException.class,
        () ->
            ChildProcess.run(
                stubborn,
                line -> {
                  lines.add(line);
                  context.cancelRun();
                },
                context,
                context::heartbeat));
    assertTrue(ProcessIdentity.running(Long.parseLong(lines.get(0))).isEmpty());
  }

  /** As after a Ctrl-C at the terminal that both have. */
  @ParameterizedTest
  @ValueSource(ints = {130, 143})
  void endedBySignalBeforeTheCancelIsHeardOf_isCancelled(int code) {
    Command told = new Command(Command.shell("exit " + code), dir, Map.of(), redactor);
    assertEquals(
        code,
        ChildProcess.run(told, lines::add, context, context::heartbeat, Duration.ZERO),
        "not cancelled");
    Late late = new Late();
    assertThrows(
        WorkflowCancelledException.class,
        () -> ChildProcess.run(told, lines::add, late, () -> {}, Duration.ofMinutes(10)));
  }

  /** Is cancelled when it is waited for: the first who asks to be told is the child itself. */
  private final class Late implements CancelToken {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public boolean isCancelled() {
      return context.isCancelled();
    }

    @Override
    public void throwIfCancelled() {
      context.throwIfCancelled();
    }

    @Override
    public Registration onCancel(Runnable action) {
      Registration registration = context.onCancel(action);
      if (asked.incrementAndGet() == 2) {
        context.cancelRun();
      }
      return registration;
    }
  }

  @Test
  void cancelledRun_leavesNoChildThatDoesNotListen() throws Exception {
    Command deaf =
        new Command(
            Command.shell("trap '' TERM; echo $$; while :; do sleep 0.1; done"),
            dir,
            Map.of(),
            redactor);
    CountDownLatch started = new CountDownLatch(1);
    Neon nowhere =
        Neon.builder(Secret.of("key")).apiBase(URI.create("http://127.0.0.1:1/api/v2")).build();
    WorkflowRun run =
        Neonflow.builder(nowhere)
            .projectId("p")
            .environment(name -> null)
            .directory(dir)
            .lockDirectory(dir.resolve("locks"))
            .scheduler(new PatientScheduler())
            .build()
            .teardown()
            .forPr(42)
            .then(
                "tool",
                step ->
                    ChildProcess.run(
                        deaf,
                        line -> {
                          lines.add(line);
                          started.countDown();
                        },
                        step.cancel(),
                        step::heartbeat))
            .start();
    assertTrue(started.await(30, TimeUnit.SECONDS));
    run.cancel("stop");
    assertEquals(WorkflowStatus.CANCELLED, run.await().status());
    assertTrue(ProcessIdentity.running(Long.parseLong(lines.get(0))).isEmpty());
  }

  @Test
  void childThatDoesNotListen_isKilledBeforeItsStepIsLeftBehind() {
    Duration margin = Duration.ofMillis(500);
    assertTrue(
        ProcessTree.PATIENCE.plus(margin).compareTo(PatientScheduler.STOP_WITHIN) < 0,
        PatientScheduler.STOP_WITHIN.toString());
  }

  @Test
  void unknownProgram_isAUsageErrorNamingIt() {
    Command missing = new Command(List.of("no-such-tool", "up"), dir, Map.of(), redactor);
    PreconditionException error = assertThrows(PreconditionException.class, () -> run(missing));
    assertTrue(error.isUsage());
    assertTrue(error.getMessage().contains("no-such-tool"));
  }

  @Test
  void missingDirectory_isAUsageErrorNamingIt() {
    Command lost = new Command(List.of("true"), dir.resolve("none"), Map.of(), redactor);
    PreconditionException error = assertThrows(PreconditionException.class, () -> run(lost));
    assertTrue(error.getMessage().contains(dir.resolve("none").toString()));
  }

  @Test
  void environment_withholdsCredentialsAndOtherDatabasesAndAddsTheGiven() {
    Map<String, String> variables = new HashMap<>();
    Stream.of("NEON_API_KEY", "GITHUB_TOKEN", "GH_TOKEN", "FLY_API_TOKEN", "VERCEL_TOKEN", "PATH")
        .forEach(name -> variables.put(name, "inherited"));
    variables.put("PGHOSTADDR", "10.0.0.1");
    Stream.of("DATABASE_URL", "DIRECT_URL", "DATABASE_URL_POOLED", "DATABASE_URL_UNPOOLED")
        .forEach(name -> variables.put(name, "production's"));
    variables.put("SHOP_DB", "production's");
    ChildEnvironment.prepare(
        variables, (name, value) -> value.equals("production's"), Map.of("DATABASE_URL", "given"));
    assertEquals(Map.of("PATH", "inherited", "DATABASE_URL", "given"), variables);
  }

  @Test
  void processIdWithAnotherStart_isNotAlive() {
    ProcessIdentity own = ProcessIdentity.running(ProcessHandle.current().pid()).orElseThrow();
    assertTrue(own.isAlive());
    assertFalse(new ProcessIdentity(own.pid(), "1@other").isAlive());
  }

  @Test
  void statOfAZombie_isNobodyOnceItsLastThreadEnded() {
    String stat = "12 (a) b) %s 1 1 1 0 -1 4 0 0 0 0 0 0 0 0 20 0 %d 0 777 0 0";
    assertEquals(
        "777@boot",
        ProcessIdentity.fromStat(12, String.format(stat, "S", 1), "boot\n").orElseThrow().start());
    assertTrue(ProcessIdentity.fromStat(12, String.format(stat, "Z", 1), "boot").isEmpty());
    assertTrue(ProcessIdentity.fromStat(12, String.format(stat, "Z", 12), "boot").isPresent());
  }

  @Test
  void startGivenUp_neverRunsItsProgram() throws Exception {
    Path state = Files.writeString(dir.resolve("state"), "start=other\n");
    Path record = dir.resolve("a.pid");
    Path ran = dir.resolve("ran");
    Command command = new Command(List.of("touch", ran.toString()), dir, Map.of(), redactor);
    Process process =
        DetachedProcess.start(command, dir.resolve("log"), record, state, "start=mine");
    assertEquals(75, process.waitFor());
    assertFalse(Files.exists(ran));
    assertFalse(Files.exists(record));
  }
}
