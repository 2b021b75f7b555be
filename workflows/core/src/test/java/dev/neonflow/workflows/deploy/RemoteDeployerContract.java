package dev.neonflow.workflows.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.NeonflowException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every deployer does whose platform has accounts and is behind a network. */
public abstract class RemoteDeployerContract extends DeployerContract {

  /** The platform no longer accepts the credentials; true: from now on, false: no more. */
  protected abstract void refuseCredentials(boolean refuse) throws Exception;

  /** The platform answers that there were too many requests; true: from now on, false: no more. */
  protected abstract void limitRate(boolean limit) throws Exception;

  /** Connections to the platform break; true: from now on, false: no more. */
  protected abstract void cutNetwork(boolean cut) throws Exception;

  @Test
  void wrongCredentials_failWithoutTheSecret_andNothingIsTakenForGone() throws Exception {
    deploy(context("c1"));
    refuseCredentials(true);
    NeonflowException deploying =
        assertThrows(NeonflowException.class, () -> deploy(context("c2")));
    assertFalse(deploying.next().isEmpty(), "says what to do");
    assertHarmless(said(deploying));
    NeonflowException destroying = assertThrows(NeonflowException.class, this::destroy);
    assertHarmless(said(destroying));
    assertThrows(NeonflowException.class, () -> deployer().names(context("c1")));
    assertEquals(Set.of(ours.name()), there());
    refuseCredentials(false);
    assertTrue(destroy());
  }

  @Test
  void tooManyRequests_mayBeTriedAgain() throws Exception {
    limitRate(true);
    NeonflowException limited = assertThrows(NeonflowException.class, () -> deploy(context("c1")));
    assertTrue(limited.retryable(), limited.toString());
    assertHarmless(said(limited));
    limitRate(false);
    deploy(context("c1"));
    assertEquals(Set.of(ours.name()), there());
    limitRate(true);
    assertThrows(NeonflowException.class, this::destroy);
    limitRate(false);
    assertTrue(destroy());
  }

  @Test
  void networkCut_mayBeTriedAgain_andNothingIsTakenForGone() throws Exception {
    deploy(context("c1"));
    cutNetwork(true);
    NeonflowException cut = assertThrows(NeonflowException.class, () -> deploy(context("c2")));
    assertTrue(cut.retryable(), cut.toString());
    assertHarmless(said(cut));
    assertThrows(NeonflowException.class, this::destroy);
    cutNetwork(false);
    assertEquals(Set.of(ours.name()), there());
    deploy(context("c2"));
    assertTrue(destroy());
    assertEquals(Set.of(), there());
  }
}
