package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which branch comes from which, as far as they are known. */
record BranchTree(Map<String, AnnotatedBranch> byId) {

  static BranchTree of(Collection<AnnotatedBranch> branches) {
    Map<String, AnnotatedBranch> byId = new LinkedHashMap<>();
    branches.forEach(branch -> byId.put(branch.branch().id(), branch));
    return new BranchTree(byId);
  }

  /** The names of the children of this one. */
  List<String> children(String branchId) {
    return byId.values().stream()
        .map(AnnotatedBranch::branch)
        .filter(candidate -> branchId.equals(candidate.parentId()))
        .map(Branch::name)
        .sorted()
        .toList();
  }

  /** How many of the known branches are above this one. */
  int depth(AnnotatedBranch branch) {
    int depth = 0;
    String parent = branch.branch().parentId();
    while (parent != null && depth < byId.size()) {
      AnnotatedBranch above = byId.get(parent);
      depth++;
      parent = above == null ? null : above.branch().parentId();
    }
    return depth;
  }

  /** The same branches, each before the one it comes from. */
  List<AnnotatedBranch> childrenFirst(Collection<AnnotatedBranch> some) {
    return some.stream().sorted(Comparator.comparingInt(this::depth).reversed()).toList();
  }

  /** All that come from this one, directly or not, each before the one it comes from. */
  List<AnnotatedBranch> below(String branchId) {
    List<AnnotatedBranch> found = new ArrayList<>();
    collect(branchId, found);
    return childrenFirst(found);
  }

  private void collect(String branchId, List<AnnotatedBranch> found) {
    for (AnnotatedBranch candidate : byId.values()) {
      if (branchId.equals(candidate.branch().parentId()) && !found.contains(candidate)) {
        found.add(candidate);
        collect(candidate.branch().id(), found);
      }
    }
  }
}
