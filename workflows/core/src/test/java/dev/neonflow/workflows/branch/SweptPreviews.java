package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.Sweep;
import dev.neonflow.workflows.SweepItem;
import dev.neonflow.workflows.SweepItem.Outcome;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.ci.PullRequests;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Previews that a sweep may find, made past all workflows. */
final class SweptPreviews {

  private final Sandbox sandbox;

  SweptPreviews(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** As GitHub would: a number that is not open is closed. */
  record Open(Set<Integer> open) implements PullRequests {
    @Override
    public String describe() {
      return "a set";
    }

    @Override
    public boolean isClosed(int number) {
      return !open.contains(number);
    }
  }

  /** Nothing stays but the default branch. */
  void removeAll() {
    sandbox.embedded().clearFaults();
    List<AnnotatedBranch> all = sandbox.branches("");
    for (AnnotatedBranch found : BranchTree.of(all).childrenFirst(all)) {
      if (!found.branch().isDefault()) {
        sandbox.remove(found.branch());
      }
    }
    assertEquals(Set.of("main"), names());
  }

  Sweep sweep(Set<Integer> open) {
    return sandbox.neonflow().build().sweep().previews(new Open(open));
  }

  PullRequests all() {
    return new Open(Set.of(1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12));
  }

  /** In two days; what expires in an hour is still there then, as Neon is late sometimes. */
  NeonflowBuilder later() {
    return sandbox.neonflow().clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)));
  }

  Set<String> named(SweepResult result, Outcome outcome) {
    return result.with(outcome).stream()
        .map(SweepItem::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<String> named(SweepResult result, String branch) {
    return result.removed().stream()
        .filter(item -> item.branches().stream().anyMatch(name -> name.startsWith(branch)))
        .map(SweepItem::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<String> names() {
    return sandbox.branches("").stream()
        .map(found -> found.branch().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  BranchCreated preview(int number) {
    return made("preview/pr-" + number, ours("pr-" + number, number));
  }

  BranchCreated made(String name, Map<String, String> notes) {
    return sandbox.created(named(name).annotations(notes));
  }

  BranchCreated child(String name, BranchCreated parent, Map<String, String> notes) {
    return sandbox.created(named(name).parentId(parent.branch().id()).annotations(notes));
  }

  CreateBranch named(String name) {
    return CreateBranch.named(name).withoutEndpoint();
  }

  String key(String end) {
    return "preview/" + sandbox.projectId() + "/acme/shop/" + end;
  }

  Map<String, String> ours(String end, @Nullable Integer number) {
    return notes(key(end), "acme/shop", number);
  }

  Map<String, String> notes(String key, String repository, @Nullable Integer number) {
    Subject subject = new Subject(key, sandbox.projectId(), repository, number, null, null);
    return Ownership.annotations(subject, null, new RunId("earlier"));
  }

  Map<String, String> action(String repository, int number) {
    return Map.of(
        Ownership.REPOSITORY, repository, Ownership.PULL_REQUEST, Integer.toString(number));
  }
}
