package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.internal.Polling;
import dev.neonflow.workflows.internal.http.PublicUrl;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One deployment by {@link CommandDeployer}. */
final class CommandDeployment {
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final int FIRST_ERROR = 400;
  private static final Set<Integer> WHO_IS_THERE = Set.of(401, 403);

  private final CommandDeployer deployer;
  private final DeployRequest request;
  private final StepContext context;
  private @Nullable String said;
  private String answered = "";

  CommandDeployment(CommandDeployer deployer, DeployRequest request, StepContext context) {
    this.deployer = deployer;
    this.request = request;
    this.context = context;
  }

  Deployment deploy() throws Exception {
    String template = deployer.url();
    // A template that lacks something is found out before anything is deployed.
    URI known = template == null ? null : DeployedUrl.of(template, request.deployment());
    PlatformCommands commands =
        new PlatformCommands(deployer, context)
            .named(request.deployment())
            .with(request.connection());
    boolean adopted = !isSurelyNew();
    try {
      commands.run(deployer.deploy(), this::output);
    } catch (WorkflowCancelledException e) {
      throw leaving("perhaps " + ours(), e);
    } catch (DeployFailedException e) {
      throw new DeployFailedException(message(e), e.next(), whatIsThere(), e);
    } catch (PreconditionException e) {
      String left = commands.ran() ? whatIsThere() : null;
      throw left == null ? e : e.leaving(left);
    }
    URI url = known == null ? saidUrl() : known;
    awaitReady(url);
    return new Deployment(
        deployer.platform(),
        request.deployment().name(),
        url,
        true,
        adopted,
        "by " + deployer.describe());
  }

  /** Only a list can tell. */
  private boolean isSurelyNew() throws Exception {
    try {
      return deployer
          .names(context)
          .filter(names -> !names.contains(request.deployment().name()))
          .isPresent();
    } catch (DeployFailedException | PreconditionException unknown) {
      return false;
    }
  }

  private void output(String line) {
    DeployedUrl.said(line).ifPresent(url -> said = url);
    context.progress(line, -1);
  }

  private URI saidUrl() {
    Optional<URI> url = Optional.ofNullable(said).flatMap(DeployedUrl::parse);
    return url.orElseThrow(
        () ->
            new DeployFailedException(
                said == null
                    ? "the command deployed, but wrote no line URL=https://..."
                    : "the command deployed, but its URL=" + said + " is no http or https URL",
                "let it write that line, or give a template for the URL",
                ours(),
                null));
  }

  private void awaitReady(URI url) {
    if (deployer.readyWithin().isZero()) {
      return;
    }
    context.progress("waiting for " + url, -1);
    PublicUrl asked = new PublicUrl(url, context);
    boolean ready;
    try {
      ready =
          new Polling(context, TURN)
              .until(deployer.readyWithin(), () -> Optional.of(asked.ask()).filter(this::isReady))
              .isPresent();
    } catch (WorkflowCancelledException e) {
      throw leaving(ours() + " at " + url, e);
    }
    if (!ready) {
      throw new DeployFailedException(
          url
              + " did not get ready within "
              + deployer.readyWithin().toSeconds()
              + " s: it "
              + answered,
          "see what the platform says about it, then run again",
          ours() + " at " + url,
          null);
    }
  }

  private boolean isReady(PublicUrl.Reply reply) {
    answered = reply.words();
    int status = reply.status();
    return (status > 0 && status < FIRST_ERROR) || WHO_IS_THERE.contains(status);
  }

  /** What a failed command may have left; null if the platform says that there is nothing. */
  private @Nullable String whatIsThere() throws Exception {
    try {
      Optional<Set<String>> names = deployer.names(context);
      if (names.isPresent()) {
        return names.get().contains(request.deployment().name()) ? ours() : null;
      }
    } catch (NeonflowException unknown) {
      return "perhaps " + ours();
    }
    return "perhaps " + ours();
  }

  private String ours() {
    return "deployment " + request.deployment().name() + " (" + deployer.platform() + ")";
  }

  private static WorkflowCancelledException leaving(String what, WorkflowCancelledException e) {
    e.addSuppressed(
        new DeployFailedException(
            what + " is there although the run was cancelled", "run again to go on", what, null));
    return e;
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
