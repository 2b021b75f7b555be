package dev.neonflow.workflows.deploy.vercel;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.vercel.VercelWire.Built;
import dev.neonflow.workflows.deploy.vercel.VercelWire.Listing;
import dev.neonflow.workflows.internal.Polling;
import dev.neonflow.workflows.internal.http.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One deployment by {@link VercelDeployer}: keep what has the variables, else deploy it again. */
final class VercelPreview {
  private static final Duration TURN = Duration.ofSeconds(3);
  private static final int LISTED = 20;

  /** A cancelled step has little time left. */
  private static final Duration LAST_WORD = Duration.ofMillis(1500);

  private static final String READY = "READY";
  private static final Set<String> ENDED = Set.of("ERROR", "CANCELED", "DELETED", "BLOCKED");

  private final VercelDeployer deployer;
  private final DeployRequest request;
  private final String gitBranch;
  private final StepContext context;
  private final VercelSession vercel;

  /** Whether there were variables before. */
  private boolean adopted;

  VercelPreview(
      VercelDeployer deployer, DeployRequest request, String gitBranch, StepContext context) {
    this.deployer = deployer;
    this.request = request;
    this.gitBranch = gitBranch;
    this.context = context;
    this.vercel = new VercelSession(deployer, secrets(), context);
  }

  private List<Secret> secrets() {
    return Stream.of(request.connection().direct(), request.connection().pooled())
        .flatMap(uri -> Stream.of(uri.uri(), uri.password()))
        .toList();
  }

  private Map<String, Secret> values() {
    ConnectionUris uris = request.connection();
    Map<String, Secret> values = new LinkedHashMap<>();
    values.put(BranchVariables.POOLED, uris.pooled().uri());
    values.put(BranchVariables.DIRECT, uris.direct().uri());
    return values;
  }

  Deployment deploy() {
    VercelWire.Project project = vercel.previewProject(gitBranch);
    BranchVariables variables = new BranchVariables(vercel, request.deployment(), gitBranch);
    adopted = !variables.ours().isEmpty();
    try {
      return deploy(project, variables.write(values()));
    } catch (RuntimeException e) {
      variables.left().ifPresent(what -> e.addSuppressed(staying(what)));
      throw e;
    }
  }

  /**
   * Deploys with the variables that are set.
   *
   * @param changed when they were last changed; empty: just now
   */
  private Deployment deploy(VercelWire.Project project, Optional<Long> changed) {
    String projectId = Objects.requireNonNullElse(project.id(), deployer.project());
    context.progress(
        changed.isEmpty()
            ? "database variables set for git branch " + gitBranch
            : "database variables for git branch " + gitBranch + " are as wanted",
        -1);
    Listing newest = find(projectId, project);
    String state = newest.stateOrNone();
    boolean hasThem = changed.isPresent() && created(newest) > changed.get();
    if (hasThem && !ENDED.contains(state)) {
      Built built = follow(id(newest), false);
      return deployment(built, !READY.equals(state));
    }
    return deployment(follow(redeploy(newest, projectId), true), true);
  }

  /** Vercel hears of a commit from the git host, so it may not know it yet. */
  private Listing find(String projectId, VercelWire.Project project) {
    return new Polling(context, TURN)
        .until(
            deployer.foundWithin(),
            () -> {
              Optional<Listing> newest = newest(projectId);
              if (newest.isEmpty()) {
                context.progress("Vercel has no deployment of " + commitNamed() + " yet", -1);
              }
              return newest;
            })
        .orElseThrow(() -> nothingToDeploy(project));
  }

  private Optional<Listing> newest(String projectId) {
    String commit = commit();
    List<Listing> listed =
        vercel
            .wanted(
                vercel.send(
                    routes ->
                        routes.deployments(projectId, gitBranch, commit, LISTED, vercel.team())),
                "list the deployments")
            .deployments();
    return Optional.ofNullable(listed).orElse(List.of()).stream()
        .filter(one -> one.uid() != null && !"production".equals(one.target()))
        .filter(one -> commit == null || !isOfAnotherCommit(one, commit))
        .reduce((one, other) -> created(one) >= created(other) ? one : other);
  }

  private static boolean isOfAnotherCommit(Listing listing, String commit) {
    VercelWire.Meta meta = listing.meta();
    String sha = meta == null ? null : meta.githubCommitSha();
    return sha != null && !sha.equals(commit);
  }

  /** The id of the new deployment. */
  private String redeploy(Listing source, String projectId) {
    VercelWire.Redeploy what =
        new VercelWire.Redeploy(
            id(source),
            Objects.requireNonNullElse(source.name(), deployer.project()),
            new VercelWire.Action("redeploy"));
    context.cancel().throwIfCancelled();
    try {
      Answer<Built> answer = vercel.send(routes -> routes.redeploy(what, vercel.team()));
      if (answer.status() == 404) {
        throw new DeployFailedException(
            "deployment "
                + id(source)
                + ", which is to be deployed again, is gone from Vercel: "
                + answer.toPeople(),
            "push the commit again, then run it again",
            null);
      }
      String id = vercel.wanted(answer, "deploy " + commitNamed() + " again").id();
      if (id == null) {
        throw new ConnectionLostException(
            "Vercel does not tell the id of the deployment that it makes", "run it again", null);
      }
      return id;
    } catch (ConnectionLostException e) {
      // Whether it was done is to be seen.
      return newest(projectId)
          .map(VercelPreview::id)
          .filter(id -> !id.equals(id(source)))
          .orElseThrow(() -> e);
    } catch (WorkflowCancelledException e) {
      e.addSuppressed(
          left("perhaps a deployment of " + commitNamed() + " at Vercel, just asked for", e));
      throw e;
    }
  }

  /**
   * Waits until it is ready.
   *
   * @param started whether this run started it, and is to stop it if nobody waits any more
   */
  private Built follow(String id, boolean started) {
    try {
      return ready(id);
    } catch (WorkflowCancelledException e) {
      if (started) {
        stop(id).ifPresent(what -> e.addSuppressed(left(what, e)));
      }
      throw e;
    }
  }

  private Built ready(String id) {
    AtomicReference<@Nullable Built> last = new AtomicReference<>();
    return new Polling(context, TURN)
        .until(
            deployer.readyWithin(),
            () -> {
              Built built = look(id);
              Built before = last.getAndSet(built);
              if (before == null || !state(before).equals(state(built))) {
                context.progress("Vercel: " + id + " is " + state(built), -1);
              }
              return Optional.of(built).filter(one -> state(one).equals(READY));
            })
        .orElseThrow(() -> tooLate(id, Objects.requireNonNull(last.get())));
  }

  /**
   * Looks at a deployment.
   *
   * @throws DeployFailedException if it will not get ready any more
   */
  private Built look(String id) {
    Answer<Built> answer = vercel.send(routes -> routes.deployment(id, vercel.team()));
    if (answer.status() == 404) {
      throw new DeployFailedException(
          "deployment " + id + " is gone from Vercel", "run it again", null);
    }
    Built built = vercel.wanted(answer, "read deployment " + id);
    if (ENDED.contains(state(built))) {
      throw failed(id, state(built), built);
    }
    return built;
  }

  private static String state(Built built) {
    return Objects.requireNonNullElse(built.readyState(), "");
  }

  /** What still builds; empty if it does not. */
  private Optional<String> stop(String id) {
    boolean stopped =
        vercel
            .party()
            .lastWord(vercel.routes().cancel(id, vercel.team()), LAST_WORD)
            .filter(Answer::isSuccessful)
            .isPresent();
    return stopped
        ? Optional.empty()
        : Optional.of("deployment " + id + " in Vercel's project " + deployer.project());
  }

  /** The next run goes on with them, and a teardown removes them. */
  private static DeployFailedException staying(String what) {
    return new DeployFailedException(what + " stay", "run it again", what, null);
  }

  private static DeployFailedException left(String what, Exception cause) {
    return new DeployFailedException(
        what + " was not stopped: " + cause.getMessage(), "run it again", what, null);
  }

  private DeployFailedException failed(String id, String state, Built built) {
    String said = built.errorMessage() == null ? built.reason() : built.errorMessage();
    String why = said == null ? "" : vercel.party().redacted(said);
    String code =
        built.errorCode() == null ? "" : " (" + vercel.party().redacted(built.errorCode()) + ")";
    return new DeployFailedException(
        "Vercel's deployment "
            + id
            + " ended as "
            + state
            + code
            + (why.isEmpty() ? "" : ": " + why),
        "see " + inspector(built) + ", then run it again",
        null);
  }

  private DeployFailedException tooLate(String id, Built built) {
    String state = state(built);
    return new DeployFailedException(
        "Vercel's deployment "
            + id
            + " is still "
            + state
            + " after "
            + deployer.readyWithin().toSeconds()
            + " s",
        "see " + inspector(built) + ", then run it again: it goes on where it is",
        "deployment " + id + " in Vercel's project " + deployer.project() + ", still " + state,
        null);
  }

  private DeployFailedException nothingToDeploy(VercelWire.Project project) {
    VercelWire.Link link = Objects.requireNonNull(project.link());
    String owner = link.org() == null ? link.owner() : link.org();
    String repository = link.repo() == null ? link.slug() : link.repo();
    return new DeployFailedException(
        "Vercel has no deployment of "
            + commitNamed()
            + " after "
            + deployer.foundWithin().toSeconds()
            + " s",
        "push it to "
            + owner
            + "/"
            + repository
            + ", which project "
            + deployer.project()
            + " is connected to, look whether Vercel builds this branch, then run it again",
        null);
  }

  private Deployment deployment(Built built, boolean created) {
    if (built.url() == null) {
      throw new ConnectionLostException(
          "Vercel does not tell the URL of deployment " + built.id(), "run it again", null);
    }
    return new Deployment(
        deployer.platform(),
        request.deployment().name(),
        URI.create("https://" + built.url()),
        created,
        adopted,
        "deployment " + built.id() + " of " + commitNamed() + ", " + inspector(built));
  }

  private String inspector(Built built) {
    return built.inspectorUrl() == null
        ? "project " + deployer.project() + " at Vercel"
        : built.inspectorUrl();
  }

  private @Nullable String commit() {
    return request.deployment().subject().commit();
  }

  private String commitNamed() {
    return commit() == null ? "git branch " + gitBranch : "commit " + commit();
  }

  private static String id(Listing listing) {
    return Objects.requireNonNull(listing.uid());
  }

  private static long created(Listing listing) {
    return listing.created() == null ? 0 : listing.created();
  }
}
