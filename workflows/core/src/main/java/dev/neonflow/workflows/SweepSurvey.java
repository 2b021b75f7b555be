package dev.neonflow.workflows;

import dev.neonflow.workflows.SweepItem.Outcome;
import dev.neonflow.workflows.branch.PreviewBranch;
import dev.neonflow.workflows.branch.PreviewBranches;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.DeploymentNames;
import dev.neonflow.workflows.report.Reporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep finds, and what it should do with it.
 *
 * @param candidates in the order in which they are to be removed: what comes from another one first
 * @param notes what could not be looked at
 */
record SweepSurvey(List<Candidate> candidates, List<String> notes) {

  private static final Pattern PULL_REQUEST = Pattern.compile("pr-([1-9][0-9]{0,8})");
  private static final String NAMED = "named/";

  /**
   * A preview, or a branch that another tool made for one.
   *
   * @param item what should become of it: {@link Outcome#WOULD_REMOVE}, or why not
   */
  record Candidate(Subject subject, List<PreviewBranch> branches, SweepItem item) {
    /** Its branches, except those that have children which stay. */
    Candidate blockedBy(Set<String> going) {
      List<String> left = new ArrayList<>();
      for (PreviewBranch branch : branches) {
        String children =
            branch.below().entrySet().stream()
                .filter(child -> !going.contains(child.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .collect(Collectors.joining("; "));
        if (!children.isEmpty()) {
          left.add("branch " + branch.name() + " has children: " + children);
        }
      }
      return left.isEmpty() || item.outcome() != Outcome.WOULD_REMOVE
          ? this
          : new Candidate(subject, branches, item.leaving(left, "delete or move the children"));
    }

    int depth() {
      return branches.stream().mapToInt(PreviewBranch::depth).max().orElse(0);
    }
  }

  /** One preview's things. */
  private record Found(Subject subject, List<PreviewBranch> branches, Set<String> deployments) {
    /** Whether there is nothing of it but a report. */
    boolean isReported() {
      return branches.isEmpty() && deployments.isEmpty();
    }
  }

  /**
   * Looks. Pull requests come last, because one that is opened meanwhile must not lose its branch.
   */
  static SweepSurvey of(
      Subjects subjects,
      PullRequests pullRequests,
      boolean adopting,
      @Nullable Deployer deployer,
      @Nullable Reporter reporter,
      StepContext context) {
    Map<String, Found> previews = new TreeMap<>();
    List<PreviewBranch> foreign = new ArrayList<>();
    String prefix = subjects.swept("", null).key();
    for (PreviewBranch branch : PreviewBranches.list(prefix, context)) {
      if (branch.ours() || adopting) {
        found(previews, subjects, branch.key().substring(prefix.length()), branch.pullRequest())
            .branches()
            .add(branch);
      } else {
        foreign.add(branch);
      }
    }
    List<String> notes = new ArrayList<>();
    addReports(previews, subjects, prefix, reports(reporter, prefix, context, notes));
    addDeployments(previews, subjects, deployments(deployer, context, notes));
    Set<Integer> open = open(pullRequests);
    // A report alone is no preview that one could keep.
    previews
        .values()
        .removeIf(
            preview ->
                preview.isReported()
                    && preview.subject().pullRequestNumber().filter(open::contains).isPresent());
    Instant now = context.clock().instant();
    List<Candidate> candidates = new ArrayList<>();
    previews.values().forEach(preview -> candidates.add(candidate(preview, open, now, context)));
    foreign.forEach(branch -> candidates.add(foreign(branch, subjects, prefix, open)));
    return new SweepSurvey(childrenFirst(blocked(candidates)), List.copyOf(notes));
  }

  /** Whether the lease of a preview for a name is over now: another run may have renewed it. */
  static boolean isEnded(String key, Subjects subjects, StepContext context) {
    String prefix = subjects.swept("", null).key();
    List<PreviewBranch> branches =
        PreviewBranches.list(prefix, context).stream()
            .filter(branch -> branch.key().equals(key))
            .toList();
    Subject subject = subjects.swept(key.substring(prefix.length()), null);
    Instant now = context.clock().instant();
    return branches.isEmpty()
        ? PreviewBranches.adoptable(subject, context).isEmpty()
        : branches.stream().allMatch(branch -> ended(branch, now));
  }

  /** Those of the previews that were found, and those of which nothing else is left. */
  private static void addDeployments(
      Map<String, Found> previews, Subjects subjects, Set<String> names) {
    for (String name : names) {
      for (int dash = name.indexOf('-'); dash > 0; dash = name.indexOf('-', dash + 1)) {
        String start = name.substring(0, dash);
        for (String end : List.of(start, NAMED + start)) {
          addDeployment(previews, subjects, end, name);
        }
      }
    }
    for (Found preview : previews.values()) {
      String name = DeploymentNames.of(preview.subject()).name();
      if (names.contains(name)) {
        preview.deployments().add(name);
      }
    }
  }

  /** If it is this preview's: its name ends with a hash of the key. */
  private static void addDeployment(
      Map<String, Found> previews, Subjects subjects, String end, String name) {
    Integer number = number(end);
    if (number == null && !end.startsWith(NAMED)) {
      return;
    }
    if (DeploymentNames.of(subjects.swept(end, number)).name().equals(name)) {
      found(previews, subjects, end, number).deployments().add(name);
    }
  }

  /** Those of the previews that no branch is left of. */
  private static void addReports(
      Map<String, Found> previews, Subjects subjects, String prefix, Set<String> keys) {
    for (String key : keys) {
      String end = key.substring(prefix.length());
      Integer number = number(end);
      if (number != null || end.startsWith(NAMED)) {
        found(previews, subjects, end, number);
      }
    }
  }

  /** The pull request that a key's end speaks of, if it does. */
  private static @Nullable Integer number(String end) {
    Matcher matcher = PULL_REQUEST.matcher(end);
    return matcher.matches() ? Integer.valueOf(matcher.group(1)) : null;
  }

  /** It removes no more than a line in a report, so that its failure keeps nothing up. */
  private static Set<String> reports(
      @Nullable Reporter reporter, String prefix, StepContext context, List<String> notes) {
    if (reporter == null) {
      return Set.of();
    }
    try {
      return reporter.standing(prefix, context);
    } catch (WorkflowCancelledException e) {
      throw e;
    } catch (Exception e) {
      notes.add(
          "reports without a preview were not looked for in "
              + reporter.describe()
              + ": "
              + e.getMessage());
      return Set.of();
    }
  }

  private static List<Candidate> childrenFirst(List<Candidate> candidates) {
    return candidates.stream()
        .sorted(
            Comparator.comparingInt(Candidate::depth)
                .reversed()
                .thenComparing(
                    found -> found.subject().pullRequest(), Comparator.nullsLast(Integer::compare))
                .thenComparing(found -> found.subject().key()))
        .toList();
  }

  private static Found found(
      Map<String, Found> previews, Subjects subjects, String end, @Nullable Integer number) {
    return previews.computeIfAbsent(
        end,
        unknown ->
            new Found(subjects.swept(end, number), new ArrayList<>(), new LinkedHashSet<>()));
  }

  private static Set<String> deployments(
      @Nullable Deployer deployer, StepContext context, List<String> notes) {
    if (deployer == null) {
      notes.add("deployments were not looked for: no deployer is set");
      return Set.of();
    }
    Optional<Set<String>> names;
    try {
      names = deployer.names(context);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw PreconditionException.state(
          "the deployments (" + deployer.platform() + ") cannot be listed: " + e.getMessage(),
          "nothing was removed; run again",
          e);
    }
    if (names.isEmpty()) {
      notes.add(
          "deployments without a branch were not looked for: "
              + deployer.platform()
              + " cannot list its deployments");
    }
    return names.orElse(Set.of());
  }

  private static Set<Integer> open(PullRequests pullRequests) {
    Set<Integer> open;
    try {
      open = pullRequests.open();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw PreconditionException.state(
          "the open pull requests cannot be read from "
              + pullRequests.describe()
              + ": "
              + e.getMessage(),
          "nothing was removed; run again",
          e);
    }
    if (open.stream().anyMatch(number -> number < 1)) {
      throw PreconditionException.state(
          pullRequests.describe() + " lists a pull request whose number is below 1",
          "nothing was removed; correct the list",
          null);
    }
    return open;
  }

  private static Candidate candidate(
      Found preview, Set<Integer> open, Instant now, StepContext context) {
    Integer number = preview.subject().pullRequest();
    Outcome outcome = Outcome.WOULD_REMOVE;
    String reason;
    Optional<PreviewBranch> guarded =
        preview.branches().stream().filter(branch -> branch.guard() != null).findFirst();
    Optional<String> adoptable =
        number == null && preview.branches().isEmpty()
            ? PreviewBranches.adoptable(preview.subject(), context)
            : Optional.empty();
    if (number != null && open.contains(number)) {
      outcome = Outcome.KEPT;
      reason = "pull request " + number + " is open";
    } else if (number == null && !preview.branches().stream().allMatch(one -> ended(one, now))) {
      outcome = Outcome.KEPT;
      reason = "its lease goes on";
    } else if (guarded.isPresent()) {
      outcome = Outcome.SKIPPED;
      reason = "branch " + guarded.get().name() + " is " + guarded.get().guard();
    } else if (adoptable.isPresent()) {
      outcome = Outcome.SKIPPED;
      reason = "branch " + adoptable.get() + " is not ours, and a run may have adopted it";
    } else {
      reason = number == null ? "its lease has ended" : "pull request " + number + " is closed";
      reason += preview.isReported() ? "; nothing but its report is left" : "";
    }
    List<String> names = preview.branches().stream().map(PreviewBranch::name).toList();
    List<String> deployments = List.copyOf(preview.deployments());
    return new Candidate(
        preview.subject(),
        List.copyOf(preview.branches()),
        new SweepItem(
            outcome, preview.subject().key(), number, names, deployments, reason, List.of(), ""));
  }

  /** Says of those that are to be removed which of their branches children will keep. */
  private static List<Candidate> blocked(List<Candidate> candidates) {
    Set<String> going =
        candidates.stream()
            .filter(candidate -> candidate.item().outcome() == Outcome.WOULD_REMOVE)
            .flatMap(candidate -> candidate.branches().stream())
            .map(PreviewBranch::branchId)
            .collect(Collectors.toSet());
    return candidates.stream().map(candidate -> candidate.blockedBy(going)).toList();
  }

  private static boolean ended(PreviewBranch branch, Instant now) {
    return branch.expiresAt() != null && branch.expiresAt().isBefore(now);
  }

  private static Candidate foreign(
      PreviewBranch branch, Subjects subjects, String prefix, Set<Integer> open) {
    Integer number = branch.pullRequest();
    boolean kept = number != null && open.contains(number);
    return new Candidate(
        subjects.swept(branch.key().substring(prefix.length()), number),
        List.of(branch),
        new SweepItem(
            kept ? Outcome.KEPT : Outcome.NOT_OURS,
            branch.key(),
            number,
            List.of(branch.name()),
            List.of(),
            kept
                ? "pull request " + number + " is open"
                : "another tool made it for pull request " + number + ", which is closed",
            List.of(),
            kept
                ? ""
                : "take it with --adopt (in Java: adopting()), or delete it in Neon's console"));
  }
}
