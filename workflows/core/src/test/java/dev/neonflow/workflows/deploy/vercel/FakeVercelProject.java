package dev.neonflow.workflows.deploy.vercel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Vercel keeps of a project: variables by git branch, and deployments, each of which knows
 * which variables it was built with. {@link FakeVercel} guards it.
 */
final class FakeVercelProject {
  static final String ID = "prj_1";

  /** A variable. */
  static final class Variable {
    final Map<String, Object> members = new LinkedHashMap<>();

    String text(String name) {
      return String.valueOf(members.get(name));
    }

    boolean isOf(String gitBranch) {
      return gitBranch.equals(members.get("gitBranch"));
    }

    /** As the API shows it: nobody reads a sensitive value. */
    Map<String, Object> shown() {
      Map<String, Object> shown = new LinkedHashMap<>(members);
      shown.put("value", "");
      return shown;
    }
  }

  /** A deployment. */
  static final class Deployment {
    final Map<String, Object> members = new LinkedHashMap<>();

    /** What it was built with, by name. */
    final Map<String, String> variables = new LinkedHashMap<>();

    /** The states it goes through, one each time somebody looks. */
    final Deque<String> coming = new ArrayDeque<>();

    String text(String name) {
      return String.valueOf(members.get(name));
    }

    String meta(String name) {
      return String.valueOf(((Map<?, ?>) members.get("meta")).get(name));
    }

    void advance() {
      String state = coming.poll();
      if (state != null) {
        members.put("readyState", state);
        members.put("state", state);
        members.put("status", state);
        if (state.equals("ERROR")) {
          members.put("errorCode", "BUILD_FAILED");
          members.put("errorMessage", "Command \"next build\" exited with 1");
        }
      }
    }
  }

  final List<Variable> variables = new ArrayList<>();
  final List<Deployment> deployments = new ArrayList<>();
  final Set<String> gitBranches = new TreeSet<>(Set.of("main", "feature", "other"));

  /** What a new deployment goes through. */
  List<String> build = List.of("QUEUED", "INITIALIZING", "BUILDING", "READY");

  boolean connected = true;

  private long clock = 1_760_000_000_000L;
  private int ids;

  Map<String, Object> shown() {
    Map<String, Object> project =
        new LinkedHashMap<>(Map.of("id", ID, "name", "shop", "accountId", FakeVercel.TEAM));
    if (connected) {
      project.put(
          "link",
          Map.of("type", "github", "org", "acme", "repo", "shop", "productionBranch", "main"));
    }
    return project;
  }

  /** Sets a variable; the one that has its place is changed. */
  Variable set(Map<String, Object> members) {
    String gitBranch = (String) members.get("gitBranch");
    Variable there = variable((String) members.get("key"), gitBranch);
    if (there == null) {
      there = new Variable();
      there.members.put("id", "env" + ++ids);
      there.members.put("createdAt", ++clock);
      variables.add(there);
    }
    there.members.putAll(members);
    there.members.put("updatedAt", ++clock);
    return there;
  }

  /** Null if there is none. */
  Variable variable(String key, String gitBranch) {
    return variables.stream()
        .filter(one -> one.text("key").equals(key) && one.isOf(gitBranch))
        .findFirst()
        .orElse(null);
  }

  /** A variable that others set. */
  Variable foreign(String key, String gitBranch, String comment) {
    return set(
        Map.of(
            "key",
            key,
            "value",
            "theirs",
            "target",
            List.of("preview"),
            "gitBranch",
            gitBranch,
            "comment",
            comment));
  }

  /** The values of a git branch's variables, by name. */
  Map<String, String> values(String gitBranch) {
    Map<String, String> values = new LinkedHashMap<>();
    variables.stream()
        .filter(one -> one.isOf(gitBranch))
        .forEach(one -> values.put(one.text("key"), one.text("value")));
    return values;
  }

  /** A new deployment of a commit, built with the variables that there are. */
  Deployment deploy(String gitBranch, String commit) {
    Deployment made = new Deployment();
    String id = "dpl_" + ++ids;
    made.members.put("uid", id);
    made.members.put("id", id);
    made.members.put("name", "shop");
    made.members.put("url", "shop-" + ids + "-acme.vercel.app");
    made.members.put("created", ++clock);
    made.members.put("createdAt", clock);
    made.members.put("target", null);
    made.members.put("projectId", ID);
    made.members.put("inspectorUrl", "https://vercel.com/acme/shop/" + id);
    made.members.put("creator", Map.of("uid", "u1", "username", "alice"));
    made.members.put("meta", Map.of("githubCommitSha", commit, "githubCommitRef", gitBranch));
    made.members.put("ownerId", FakeVercel.TEAM);
    made.members.put("team", Map.of("id", FakeVercel.TEAM, "slug", "acme"));
    made.coming.addAll(build);
    made.advance();
    made.variables.putAll(values(gitBranch));
    deployments.add(made);
    return made;
  }

  /** The newest of a git branch. */
  Deployment newest(String gitBranch) {
    return newestFirst(gitBranch, null).get(0);
  }

  /** The newest first; null for any. */
  List<Deployment> newestFirst(String gitBranch, String commit) {
    List<Deployment> found = new ArrayList<>();
    for (Deployment one : deployments) {
      if ((commit == null || commit.equals(one.meta("githubCommitSha")))
          && (gitBranch == null || gitBranch.equals(one.meta("githubCommitRef")))) {
        found.add(0, one);
      }
    }
    return found;
  }

  /** By id or host; null if there is none. */
  Deployment deployment(String idOrHost) {
    return deployments.stream()
        .filter(one -> one.text("id").equals(idOrHost) || one.text("url").equals(idOrHost))
        .findFirst()
        .orElse(null);
  }
}
