package dev.neonflow.workflows.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every reporter does whose place has accounts and is behind a network. */
public abstract class RemoteReporterContract extends ReporterContract {

  /** The place no longer accepts the credentials; true: from now on, false: no more. */
  protected abstract void refuseCredentials(boolean refuse) throws Exception;

  /** The place answers that there were too many requests; true: from now on, false: no more. */
  protected abstract void limitRate(boolean limit) throws Exception;

  /** Connections to the place break; true: from now on, false: no more. */
  protected abstract void cutNetwork(boolean cut) throws Exception;

  /** Requests get no answer; true: from now on, false: no more. */
  protected abstract void stall(boolean stall) throws Exception;

  /** Runs an action when the next request waits for its answer. */
  protected abstract void whenStalled(Runnable action) throws Exception;

  @Test
  void wrongCredentials_failWithoutTheSecret_andSayWhatToDo() throws Exception {
    refuseCredentials(true);
    NeonflowException refused =
        assertThrows(NeonflowException.class, () -> publish(42, "first one"));
    assertFalse(refused.next().isEmpty(), "says what to do");
    assertHarmless(refused + refused.next());
    refuseCredentials(false);
    assertEquals(List.of(), reports(42));
    assertTrue(publish(42, "first one").created());
  }

  @Test
  void tooManyRequests_mayBeTriedAgain() throws Exception {
    limitRate(true);
    NeonflowException limited =
        assertThrows(NeonflowException.class, () -> publish(42, "first one"));
    assertTrue(limited.retryable(), limited.toString());
    assertHarmless(limited + limited.next());
    limitRate(false);
    assertTrue(publish(42, "first one").created());
    assertEquals(1, reports(42).size());
  }

  @Test
  void networkCut_mayBeTriedAgain() throws Exception {
    publish(42, "first one");
    cutNetwork(true);
    NeonflowException cut = assertThrows(NeonflowException.class, () -> publish(42, "second one"));
    assertTrue(cut.retryable(), cut.toString());
    assertHarmless(cut + cut.next());
    cutNetwork(false);
    publish(42, "second one");
    assertEquals(1, reports(42).size());
  }

  @Test
  void cancelled_ends_andTheRerunMakesOne() throws Exception {
    FakeContext context = context(42);
    stall(true);
    whenStalled(context::cancelRun);
    assertThrows(WorkflowCancelledException.class, () -> publish(42, "first one", context));
    stall(false);
    publish(42, "second one");
    assertEquals(1, reports(42).size());
    assertTrue(reports(42).get(0).contains("second one"));
  }
}
