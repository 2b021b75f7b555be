package dev.neonflow.workflows.deploy.vercel;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.deploy.DeploymentRef;
import dev.neonflow.workflows.internal.http.Answer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The variables of one deployment, which Vercel keeps for its git branch. */
final class BranchVariables {
  static final String POOLED = "DATABASE_URL";
  static final String DIRECT = "DATABASE_URL_UNPOOLED";
  static final Set<String> NAMES = Set.of(POOLED, DIRECT);

  private static final String PREVIEW = "preview";

  private final VercelSession vercel;
  private final DeploymentRef deployment;
  private final @Nullable String gitBranch;

  /** Whether some of ours are set for the git branch. */
  private boolean there;

  /** Whether one was sent, and Vercel did not say what became of it. */
  private boolean sent;

  /**
   * Those of a deployment.
   *
   * @param gitBranch needed for what writes
   */
  BranchVariables(VercelSession vercel, DeploymentRef deployment, @Nullable String gitBranch) {
    this.vercel = vercel;
    this.deployment = deployment;
    this.gitBranch = gitBranch;
  }

  /** The names of all deployments that have variables. */
  static Set<String> names(VercelSession vercel) {
    return vercel.variables().stream()
        .flatMap(variable -> VariableMark.parse(variable.comment()).stream())
        .map(VariableMark::deployment)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Sets what has another value; what has not stays as it is.
   *
   * @return when they were last changed, in milliseconds of Vercel's clock; empty: just now
   */
  Optional<Long> write(Map<String, Secret> wanted) {
    Map<String, Optional<VercelWire.Variable>> before = set(wanted.keySet());
    long changed = 0;
    boolean written = false;
    for (Map.Entry<String, Secret> entry : wanted.entrySet()) {
      VariableMark mark = VariableMark.of(deployment.name(), entry.getKey(), entry.getValue());
      Optional<VercelWire.Variable> found = before.get(entry.getKey());
      if (found != null && found.filter(one -> isMarked(one, mark)).isPresent()) {
        changed = Math.max(changed, changedAt(found.get()));
      } else {
        write(entry.getKey(), entry.getValue(), mark);
        written = true;
      }
    }
    return written ? Optional.empty() : Optional.of(changed);
  }

  /**
   * What is set for the git branch.
   *
   * @throws PreconditionException if one of them is somebody else's
   */
  Map<String, Optional<VercelWire.Variable>> set(Collection<String> names) {
    List<VercelWire.Variable> all = vercel.variables();
    Map<String, Optional<VercelWire.Variable>> set = new LinkedHashMap<>();
    for (String name : names) {
      Optional<VercelWire.Variable> found =
          all.stream().filter(one -> name.equals(one.key()) && isOfBranch(one)).findFirst();
      found.ifPresent(this::refuseForeign);
      set.put(name, found);
    }
    there = set.values().stream().anyMatch(Optional::isPresent);
    return set;
  }

  /** What of ours stays with Vercel after a run that wrote them, for people; empty: nothing. */
  Optional<String> left() {
    return there || sent ? Optional.of((there ? "" : "perhaps ") + named()) : Optional.empty();
  }

  private String named() {
    return "variables of " + deployment.name() + " in Vercel's project " + vercel.project();
  }

  /** All that say they are this deployment's, whichever their git branch. */
  List<VercelWire.Variable> ours() {
    return vercel.variables().stream().filter(this::isOurs).toList();
  }

  /** Removes ours and proves that they are gone; whether there were any. */
  boolean remove() {
    List<VercelWire.Variable> ours = ours();
    for (VercelWire.Variable variable : ours) {
      String id = Objects.requireNonNullElse(variable.id(), "");
      Answer<Void> answer =
          vercel.send(routes -> routes.remove(vercel.project(), id, vercel.team()));
      if (!answer.isSuccessful() && answer.status() != 404) {
        throw vercel.refused(answer, "remove variable " + variable.key());
      }
    }
    if (ours.isEmpty()) {
      return false;
    }
    List<VercelWire.Variable> left = ours();
    if (!left.isEmpty()) {
      throw new DeployFailedException(
          named() + " are still there after they were removed", "run it again", named(), null);
    }
    vercel.context().progress("variables removed; Vercel keeps the deployments themselves", -1);
    return true;
  }

  private void write(String name, Secret value, VariableMark mark) {
    sent = true;
    try {
      send(name, value, mark);
    } catch (ConnectionLostException e) {
      // Whether it was done is to be seen.
      boolean done =
          vercel.variables().stream()
              .anyMatch(one -> name.equals(one.key()) && isOfBranch(one) && isMarked(one, mark));
      sent = false;
      if (!done) {
        throw e;
      }
    } catch (PreconditionException refused) {
      sent = false;
      throw refused;
    }
    there = true;
  }

  private void send(String name, Secret value, VariableMark mark) {
    String doing = "set variable " + name + " for git branch " + gitBranch;
    VercelWire.NewVariable variable =
        new VercelWire.NewVariable(
            "sensitive",
            name,
            value.reveal(),
            List.of(PREVIEW),
            Objects.requireNonNull(gitBranch),
            mark.comment());
    Answer<VercelWire.Written> answer =
        vercel.send(routes -> routes.write(vercel.project(), variable, vercel.team()));
    if (answer.status() == 400) {
      throw notWritten(doing, answer.said());
    }
    List<VercelWire.NotWritten> failed = vercel.wanted(answer, doing).failed();
    if (failed != null && !failed.isEmpty()) {
      VercelWire.Refusal error = failed.get(0).error();
      throw notWritten(doing, error == null ? "" : said(error));
    }
  }

  private String said(VercelWire.Refusal error) {
    String message = Objects.requireNonNullElse(error.message(), "");
    return vercel.party().redacted(error.code() == null ? message : error.code() + ", " + message);
  }

  /** Vercel is strict: the branch has to be there, and must not be the production branch. */
  private NeonflowException notWritten(String doing, String said) {
    return PreconditionException.state(
        "Vercel refuses to " + doing + (said.isEmpty() ? "" : ": " + said),
        "push the git branch to the repository that project "
            + vercel.project()
            + " is connected to, then run it again",
        null);
  }

  private void refuseForeign(VercelWire.Variable variable) {
    if (!isOurs(variable)) {
      String whose =
          VariableMark.parse(variable.comment())
              .map(mark -> "belongs to " + mark.deployment())
              .orElse("was not made by neonflow");
      throw PreconditionException.state(
          "variable "
              + variable.key()
              + " of git branch "
              + gitBranch
              + " in Vercel's project "
              + vercel.project()
              + " "
              + whose,
          "remove it at Vercel, then run it again: vercel env rm "
              + variable.key()
              + " preview "
              + gitBranch,
          null);
    }
  }

  private boolean isOurs(VercelWire.Variable variable) {
    return VariableMark.parse(variable.comment())
        .filter(mark -> mark.deployment().equals(deployment.name()))
        .isPresent();
  }

  private static boolean isMarked(VercelWire.Variable variable, VariableMark mark) {
    return VariableMark.parse(variable.comment()).filter(mark::equals).isPresent();
  }

  private boolean isOfBranch(VercelWire.Variable variable) {
    Object target = variable.target();
    boolean preview =
        target instanceof List<?> list ? list.contains(PREVIEW) : PREVIEW.equals(target);
    return preview && Objects.equals(variable.gitBranch(), gitBranch);
  }

  private static long changedAt(VercelWire.Variable variable) {
    Long time = variable.updatedAt() == null ? variable.createdAt() : variable.updatedAt();
    return time == null ? Long.MAX_VALUE : time;
  }
}
