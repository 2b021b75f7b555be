package dev.neonflow.crash;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.Fault.At;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.embedded.RequestFault;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.AssertionFailedError;

/**
 * Whatever goes wrong at Neon during a scenario: it ends well or with an error of ours, and running
 * it again leads to where it leads without a fault.
 */
@Execution(ExecutionMode.CONCURRENT) // each scenario has a Neon of its own
class FaultyNeonTest {

  private static final int SAMPLE = 2;

  /** Of each scenario in the long tests. */
  private static final int MANY = 1;

  private static final List<RequestFault> REQUEST_FAULTS =
      List.of(
          Fault.status(423),
          Fault.status(429),
          Fault.status(429).retryAfter(Duration.ofSeconds(1)),
          Fault.status(500),
          Fault.status(500).afterApplying(),
          Fault.status(503),
          Fault.status(524),
          Fault.status(524).afterApplying(),
          Fault.cut(At.BEFORE_APPLYING),
          Fault.cut(At.AFTER_APPLYING),
          Fault.cut(At.WITHIN_BODY),
          Fault.delay(Workspace.ANSWER.plusSeconds(1)),
          Fault.slowBody(Duration.ofMillis(300)),
          Fault.malformed());

  private static final List<Fault> WORK_FAULTS =
      List.of(
          Fault.operationFails(),
          Fault.operationHangs(),
          Fault.slowCompute(Duration.ofSeconds(2)),
          Fault.computeFails());

  @TempDir static Path directory;

  /** Another sample each time; the seed is in the message of a failed one. */
  @Test
  void someFaults_endClearlyAndConvergeWhenRunAgain() throws Exception {
    Some some = new Some();
    Scenario scenario = some.of(Scenarios.all(), 1).get(0);
    try (EmbeddedNeon embedded = EmbeddedNeon.start()) {
      Undisturbed undisturbed = Undisturbed.of(scenario, embedded, directory);
      requests(embedded, undisturbed, REQUEST_FAULTS, SAMPLE, some);
    }
  }

  /** Each fault comes in one of the scenarios. */
  @TestFactory
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  Stream<DynamicTest> faultsInEachScenario_endClearlyAndConvergeWhenRunAgain() {
    Some some = new Some();
    return Scenarios.all().stream()
        .map(one -> DynamicTest.dynamicTest(one.toString(), () -> faults(one, some)));
  }

  private static void faults(Scenario scenario, Some some) throws Exception {
    int number = Scenarios.number(scenario);
    try (EmbeddedNeon embedded = EmbeddedNeon.start()) {
      Undisturbed undisturbed = Undisturbed.of(scenario, embedded, directory);
      requests(embedded, undisturbed, some.dealt(REQUEST_FAULTS, number), MANY, some.again());
      for (Fault fault : some.dealt(WORK_FAULTS, number)) {
        spoilWork(embedded, undisturbed, fault);
      }
    }
  }

  private static void requests(
      EmbeddedNeon embedded,
      Undisturbed undisturbed,
      List<RequestFault> faults,
      int most,
      Some some)
      throws Exception {
    for (Spoiled spoiled : some.of(Spoiled.each(undisturbed, faults), most)) {
      spoil(embedded, undisturbed, spoiled.fault(), spoiled.request(), some.toString());
    }
  }

  /** A fault at one of the requests that a scenario makes. */
  private record Spoiled(RequestFault fault, int request) {
    static List<Spoiled> each(Undisturbed undisturbed, List<RequestFault> faults) {
      return IntStream.rangeClosed(1, undisturbed.requests())
          .boxed()
          .flatMap(number -> faults.stream().map(fault -> new Spoiled(fault, number)))
          .toList();
    }
  }

  private static void spoil(
      EmbeddedNeon embedded, Undisturbed undisturbed, RequestFault fault, int number, String note)
      throws Exception {
    try (Site site = Site.make(embedded, directory)) {
      site.run(undisturbed.scenario().before());
      FaultAtRequest interceptor = new FaultAtRequest(embedded, fault, number);
      String where = undisturbed.scenario() + ", " + fault + " at request " + number + " " + note;
      checked(embedded, site, undisturbed, where, interceptor);
      // A look at an operation that was over sooner than in the undisturbed run is not missed.
      assertTrue(interceptor.happened() || interceptor.requests() < number, where);
    }
  }

  private static void spoilWork(EmbeddedNeon embedded, Undisturbed undisturbed, Fault fault)
      throws Exception {
    try (Site site = Site.make(embedded, directory)) {
      site.run(undisturbed.scenario().before());
      InjectedFault injected = embedded.inject(fault);
      AtomicInteger looks = new AtomicInteger();
      Interceptor goesOnLater =
          chain -> {
            boolean look = chain.request().url().encodedPath().contains("/operations");
            if (look && looks.incrementAndGet() == 3) {
              injected.remove();
            }
            return chain.proceed(chain.request());
          };
      checked(embedded, site, undisturbed, undisturbed.scenario() + ", " + fault, goesOnLater);
    }
  }

  private static void checked(
      EmbeddedNeon embedded,
      Site site,
      Undisturbed undisturbed,
      String where,
      Interceptor interceptor) {
    Scenario scenario = undisturbed.scenario();
    String ended = "well";
    try {
      try {
        site.runSpoiled(scenario.body(), interceptor);
      } catch (Exception e) {
        ended = "with " + e;
        assertOurs(e);
      } finally {
        embedded.clearFaults();
      }
      site.run(scenario.body());
      scenario.check().compare(undisturbed.end(), site.snapshot());
    } catch (AssertionFailedError e) {
      throw new AssertionFailedError(
          where + " ended " + ended + "; " + e.getMessage(), e.getExpected(), e.getActual(), e);
    } catch (Exception e) {
      throw new AssertionError(where + " ended " + ended + "; again: " + e, e);
    }
  }

  /** One that says what happened, not one that slipped through. */
  private static void assertOurs(Exception thrown) {
    assertTrue(isOurs(thrown), thrown.toString());
    assertFalse(String.valueOf(thrown.getMessage()).isBlank(), thrown.toString());
    if (thrown instanceof WorkflowFailedException run) {
      for (StepOutcome<?> outcome : run.result().outcomes()) {
        if (outcome instanceof StepOutcome.Failed<?> failed) {
          assertTrue(isOurs(failed.cause()), failed::toString);
        }
      }
    }
  }

  private static boolean isOurs(Exception thrown) {
    return thrown instanceof NeonException || thrown instanceof NeonflowException;
  }
}
