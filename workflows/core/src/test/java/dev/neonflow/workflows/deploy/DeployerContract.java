package dev.neonflow.workflows.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.branch.BranchRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every deployer does. A subclass brings a deployer and its platform, which is empty when a
 * test begins; {@link RemoteDeployerContract} is for platforms behind a network.
 */
@Timeout(60)
public abstract class DeployerContract {
  /** The database branch of all deployments. */
  public static final BranchRef BRANCH =
      new BranchRef(
          "br-a-1",
          "preview/pr-42",
          true,
          "main",
          null,
          "ep-a-1.neon.tech",
          "neondb",
          "neondb_owner",
          null,
          "new");

  private static final Subject OTHER =
      new Subject(
          FakeContext.subject(43, null).key(), "silent-hall-1", "acme/shop", 43, "other", "c1");

  /** What is deployed; another pull request's is {@link #other()}. */
  protected final DeploymentRef ours = DeploymentNames.of(FakeContext.subject(42, "c1"));

  /** A deployer for the platform of this test. */
  protected abstract Deployer deployer() throws Exception;

  /** The names on the platform, asked without the deployer. */
  protected abstract Set<String> there() throws Exception;

  /** Something that is another after each update, asked without the deployer. */
  protected abstract String version(DeploymentRef deployment) throws Exception;

  /** The pooled URL that the application was given, asked without the deployer. */
  protected abstract String database(DeploymentRef deployment) throws Exception;

  /** Puts something in our name's place that is somebody else's. */
  protected abstract void putForeign(DeploymentRef deployment) throws Exception;

  /** Whether what {@link #putForeign} put there is as it was. */
  protected abstract boolean isForeignIntact() throws Exception;

  /** From now on deploying begins, and does not end until {@link #resume}. */
  protected abstract void stall() throws Exception;

  /** Whether deploying has got to the point at which it stalls. */
  protected abstract boolean isStalled() throws Exception;

  /** Ends what {@link #stall} began. */
  protected abstract void resume() throws Exception;

  /** Whether nothing that a deployer started still works at deploying. */
  protected abstract boolean isIdle() throws Exception;

  /** What others can read: command lines, files, requests' paths. */
  protected abstract List<String> traces() throws Exception;

  /** Secrets of the platform's own, beside the database's. */
  protected List<String> tokens() {
    return List.of();
  }

  /** A step's context. */
  protected FakeContext context(Subject subject) {
    return new FakeContext(subject);
  }

  protected final FakeContext context(String commit) {
    return context(FakeContext.subject(42, commit));
  }

  /** Told before each deployment: the commit is at its git branch, perhaps since long. */
  protected void pushed(Subject subject) throws Exception {}

  /** Whether each commit has a URL of its own, instead of the deployment. */
  protected boolean urlsAreOfCommits() {
    return false;
  }

  /** Another pull request's deployment. */
  protected static DeploymentRef other() {
    return DeploymentNames.of(OTHER);
  }

  protected final Deployment deploy(FakeContext context) throws Exception {
    pushed(context.subject());
    DeploymentRef deployment = DeploymentNames.of(context.subject());
    return deployer().deploy(new DeployRequest(deployment, BRANCH, FakeContext.uris()), context);
  }

  protected final boolean destroy() throws Exception {
    return deployer().destroy(ours, context("c1"));
  }

  @Test
  void first_isMadeWithThePooledDatabase() throws Exception {
    Deployment deployment = deploy(context("c1"));
    assertTrue(deployment.created());
    assertEquals(ours.name(), deployment.name());
    assertEquals(deployer().platform(), deployment.platform());
    assertTrue(deployment.url().getHost() != null, deployment.toString());
    assertEquals(Set.of(ours.name()), there());
    assertEquals(FakeContext.uris().pooled().uri().reveal(), database(ours));
  }

  @Test
  void nextCommit_isDeployedInItsPlace() throws Exception {
    Deployment first = deploy(context("c1"));
    String before = version(ours);
    Deployment second = deploy(context("c2"));
    assertEquals(first.name(), second.name());
    boolean same = first.url().getAuthority().equals(second.url().getAuthority());
    assertEquals(!urlsAreOfCommits(), same, second.toString());
    assertNotEquals(before, version(ours));
    assertEquals(Set.of(ours.name()), there());
  }

  @Test
  void names_areThoseThatAreThere() throws Exception {
    assertEquals(Optional.of(Set.of()), deployer().names(context("c1")));
    deploy(context("c1"));
    assertEquals(Optional.of(Set.of(ours.name())), deployer().names(context("c1")));
  }

  @Test
  void destroyed_isGone_andTheSecondTimeThereIsNone() throws Exception {
    deploy(context("c1"));
    assertTrue(destroy());
    assertEquals(Set.of(), there());
    assertFalse(destroy());
    assertTrue(deploy(context("c1")).created(), "it can come again");
  }

  @Test
  void destroyed_doesNotTouchAnotherPullRequests() throws Exception {
    deploy(context(OTHER));
    deploy(context("c1"));
    assertTrue(destroy());
    assertEquals(Set.of(other().name()), there());
    deployer().destroy(other(), context("c1"));
  }

  @Test
  void dryRuns_changeNothing() throws Exception {
    deployer().dryRun(ours, context("c1"));
    assertEquals(Set.of(), there());
    deploy(context("c1"));
    String version = version(ours);
    deployer().dryRun(ours, context("c2"));
    deployer().dryRunDestroy(ours, context("c2"));
    assertEquals(Set.of(ours.name()), there());
    assertEquals(version, version(ours));
  }

  @Test
  void somebodyElses_isLeftAlone() throws Exception {
    putForeign(ours);
    try {
      deploy(context("c1"));
    } catch (PreconditionException | DeployFailedException refused) {
      assertFalse(refused.next().isEmpty(), "says what to do");
    }
    assertTrue(isForeignIntact(), "after deploying");
    try {
      destroy();
    } catch (PreconditionException | DeployFailedException refused) {
      assertFalse(refused.next().isEmpty(), "says what to do");
    }
    assertTrue(isForeignIntact(), "after destroying");
  }

  @Test
  void cancelled_endsItsWorkAndNamesWhatIsLeft_andTheRerunConverges() throws Exception {
    stall();
    FakeContext context = context("c1");
    context.onHeartbeat =
        () -> {
          if (asked(this::isStalled)) {
            context.cancelRun();
          }
        };
    WorkflowCancelledException cancelled =
        assertThrows(WorkflowCancelledException.class, () -> deploy(context));
    assertTrue(isIdle());
    if (!there().isEmpty()) {
      assertTrue(left(cancelled).contains(ours.name()), left(cancelled));
    }
    resume();
    deploy(context("c1"));
    assertEquals(Set.of(ours.name()), there());
    assertTrue(destroy());
    assertEquals(Set.of(), there());
  }

  @Test
  void secrets_areNowhere() throws Exception {
    FakeContext context = context("c1");
    List<String> texts = new ArrayList<>();
    texts.add(deploy(context).toString());
    texts.add(deployer().toString());
    texts.add(deployer().describe());
    texts.addAll(traces());
    texts.add(deployer().dryRunDestroy(ours, context));
    destroy();
    texts.addAll(context.progress);
    texts.addAll(traces());
    assertHarmless(texts);
  }

  /** None of the secrets in any form. */
  protected final void assertHarmless(List<String> texts) {
    List<String> secrets = new ArrayList<>(tokens());
    secrets.add(FakeContext.PASSWORD.reveal());
    secrets.add(FakeContext.uris().direct().uri().reveal());
    secrets.add(FakeContext.uris().pooled().uri().reveal());
    for (String secret : secrets) {
      String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      for (String form : List.of(secret, encoded, Base64.getEncoder().encodeToString(bytes))) {
        for (String text : texts) {
          assertFalse(text.contains(form), () -> "a secret in: " + text);
        }
      }
    }
  }

  /** A failure as people see it. */
  protected static List<String> said(NeonflowException e) {
    return List.of(e.toString(), e.next(), left(e));
  }

  private static String left(Throwable thrown) {
    StringBuilder left = new StringBuilder();
    if (thrown instanceof DeployFailedException failed) {
      left.append(failed.left().orElse(""));
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      left.append(left(suppressed));
    }
    return left.toString();
  }

  /** A question that may throw. */
  @FunctionalInterface
  protected interface Question<T> {
    T ask() throws Exception;
  }

  protected static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
