package dev.neonflow.crash;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.workflows.Stalls;
import dev.neonflow.workflows.internal.process.ProcessIdentity;
import dev.neonflow.workflows.report.github.FakeGitHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A program that is ended while it deploys to Fly.io: asked to, it says in the comment what is left
 * and the next one goes on; killed, it leaves nothing that a sweep does not find.
 */
@Isolated("its six seconds are not shared with others")
@DisabledOnOs(OS.WINDOWS)
class TerminatedFlyTest {

  private static final int TERMINATED = 143;
  private static final int PROMISED_SECONDS = 6;

  @TempDir static Path directory;
  private static EmbeddedNeon embedded;

  @BeforeAll
  static void startNeon() {
    embedded = EmbeddedNeon.start();
  }

  @AfterAll
  static void stopNeon() {
    embedded.close();
  }

  /** Another one each time. */
  @Test
  @DisabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void terminatedSomewhere_saysWhatIsLeft(TestReporter reporter) throws Exception {
    long seed = Long.getLong("neonflow.seed", System.nanoTime());
    FlyHold hold = FlyHold.ALL.get(new Random(seed).nextInt(FlyHold.ALL.size()));
    Stalls.excuse(
        () -> {
          try (FlySite site = FlySite.make(embedded, directory)) {
            terminate(hold, site, reporter);
          }
        });
  }

  /** Two at a time: they wait more than they work, and have nothing in common but Neon. */
  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void terminatedInEachStep_saysWhatIsLeftAndConverges(TestReporter reporter) throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<FlyHold>> ended =
          two.invokeAll(FlyHold.ALL.stream().map(hold -> goingOn(hold, reporter)).toList());
      assertAll(ended.stream().map(hold -> hold::get));
    } finally {
      two.shutdownNow();
    }
  }

  private static Callable<FlyHold> goingOn(FlyHold hold, TestReporter reporter) {
    return () -> {
      Stalls.excuse(() -> goOn(hold, reporter));
      return hold;
    };
  }

  private static void goOn(FlyHold hold, TestReporter reporter) throws Exception {
    try (FlySite site = FlySite.make(embedded, directory)) {
      terminate(hold, site, reporter);
      hold.release().set(site);
      assertConverges(hold, site);
      assertEquals(List.of(), site.github.violations);
    }
  }

  private static void terminate(FlyHold hold, FlySite site, TestReporter reporter)
      throws Exception {
    FlySite.Run up = held(hold, site);
    try {
      // Not destroy(): that name is for SIGTERM on some systems only.
      long asked = System.nanoTime();
      new ProcessBuilder("kill", "-TERM", "" + up.process().pid()).start().waitFor();
      assertTrue(
          up.process().waitFor(PROMISED_SECONDS, TimeUnit.SECONDS),
          () -> hold + ": it does not end: " + up.said());
      Duration took = Duration.ofNanos(System.nanoTime() - asked);
      reporter.publishEntry("SIGTERM " + hold, took.toMillis() + " ms to the end");
      assertEquals(TERMINATED, up.ended(), () -> hold + ": " + up.said());
    } finally {
      up.process().destroyForcibly().waitFor();
    }
    assertNothingOfFlyctlIsLeft(site);
    assertLeftIsSaid(hold, site, up);
  }

  /** A program that waits at this place. */
  private static FlySite.Run held(FlyHold hold, FlySite site, String... more) throws Exception {
    hold.setting().set(site);
    String[] options =
        Stream.concat(Stream.of("--migrate", "true"), Stream.of(more)).toArray(String[]::new);
    FlySite.Run up = site.up(options);
    Polling.until(
        hold + "; it said " + up.said(),
        () -> {
          assertTrue(up.process().isAlive(), () -> hold + ": it ended: " + up.said());
          return hold.waits().ask(site);
        });
    return up;
  }

  private static void assertNothingOfFlyctlIsLeft(FlySite site) throws IOException {
    if (site.flyctl.hangs()) {
      for (long pid : site.flyctl.pids()) {
        assertTrue(ProcessIdentity.running(pid).isEmpty(), "process " + pid + " of flyctl runs");
      }
    }
    try (Stream<Path> files = Files.list(site.temporary())) {
      assertEquals(List.of(), files.filter(file -> file.toString().contains("fly")).toList());
    }
  }

  private static void assertLeftIsSaid(FlyHold hold, FlySite site, FlySite.Run up) {
    String comment = site.comment();
    assertTrue(comment.contains(": cancelled"), () -> hold + ": " + comment + up.said());
    String left =
        comment
            .lines()
            .filter(line -> line.startsWith("**Still there:**"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(hold + ": " + comment));
    List<AnnotatedBranch> previews = site.site.previews();
    assertEquals(1, previews.size());
    assertTrue(left.contains("branch " + previews.get(0).branch().name()), left);
    assertTrue(left.contains(said(hold, site)), () -> hold + ": " + comment);
    assertEquals(hold.left() != FlyHold.Left.NOTHING, left.contains("(fly)"), left);
    assertTrue(site.github.commitStatuses.toString().contains("cancelled"));
    assertEquals(List.of(), site.github.deployments());
  }

  private static String said(FlyHold hold, FlySite site) {
    String app = site.fly.apps.isEmpty() ? "pr-42-shop-" : site.fly.apps.keySet().iterator().next();
    return switch (hold.left()) {
      case NOTHING -> "";
      case PERHAPS_AN_APP -> "; perhaps deployment " + app;
      case AN_APP -> "; deployment " + app + " (fly), which was just made";
    };
  }

  private static void assertConverges(FlyHold hold, FlySite site) throws Exception {
    Set<String> before = Set.copyOf(site.fly.apps.keySet());
    FlySite.Run again = site.up("--migrate", "true");
    assertEquals(0, again.ended(), () -> hold + ": again: " + again.said());
    assertEquals(1, site.fly.apps.size());
    assertTrue(site.fly.apps.keySet().containsAll(before));
    String app = site.fly.apps.keySet().iterator().next();
    assertEquals(1, site.fly.apps.get(app).machines.size());
    assertEquals(site.secrets.get("MAIL_KEY"), site.fly.apps.get(app).secrets.get("MAIL_KEY"));
    assertEquals(1, site.site.previews().size());
    assertTrue(site.site.previews().get(0).branch().isReady());
    assertFalse(site.comment().contains("cancelled"), site.comment());
    assertTrue(site.comment().contains("/site/" + app + "/"), site.comment());
    List<String> deployments =
        site.github.deployments().stream().map(FakeGitHub.Deployment::state).toList();
    assertEquals(List.of("success"), deployments);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void killedBetweenTheAppsCreationAndItsRecord_leavesNothingThatSweepDoesNotFind()
      throws Exception {
    try (FlySite site = FlySite.make(embedded, directory)) {
      killedAfterCreation(site);

      FlySite.Run sweep = site.sweep();
      assertEquals(0, sweep.ended(), sweep::said);
      assertTrue(Files.readString(sweep.out()).startsWith("removed pr-42"), sweep::said);
      assertNothingIsLeft(site, sweep);
    }
  }

  /** A name of one's own can be that of another repository's app, which only its record tells. */
  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void killedBeforeTheRecordOfAnAppNamedByATemplate_isNamedBySweepUntilSomebodyDestroysTheApp()
      throws Exception {
    String[] named = {"--fly-app", "pr-{pr}-of-{repo}"};
    try (FlySite site = FlySite.make(embedded, directory)) {
      killedAfterCreation(site, named);

      FlySite.Run refused = site.sweep(named);
      assertEquals(9, refused.ended(), refused::said);
      assertTrue(refused.said().contains("app pr-42-of-shop"), refused::said);
      assertEquals(1, site.fly.apps.size(), refused::said);

      site.fly.apps.clear();
      FlySite.Run sweep = site.sweep(named);
      assertEquals(0, sweep.ended(), sweep::said);
      assertNothingIsLeft(site, sweep);
    }
  }

  /** While the pull request is open, sweep leaves what there is; afterwards it is closed. */
  private static void killedAfterCreation(FlySite site, String... named) throws Exception {
    FlySite.Run up = held(FlyHold.MADE_AND_NOT_KNOWN, site, named);
    up.process().destroyForcibly().waitFor();
    assertEquals(1, site.fly.apps.size());
    assertEquals(1, site.site.previews().size());

    FlySite.Run open = site.sweep(named);
    assertEquals(0, open.ended(), open::said);
    assertEquals(1, site.fly.apps.size(), open::said);
    site.github.pull(FlySite.PULL_REQUEST, "closed");
  }

  private static void assertNothingIsLeft(FlySite site, FlySite.Run sweep) throws Exception {
    assertEquals(Map.of(), site.fly.apps, sweep::said);
    assertEquals(List.of(), site.site.previews(), sweep::said);
    assertEquals(List.of(), site.github.violations);
  }
}
