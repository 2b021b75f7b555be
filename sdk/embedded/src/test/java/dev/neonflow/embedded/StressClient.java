package dev.neonflow.embedded;

import dev.neonflow.embedded.Api.Answer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** A client that asks for one thing after the other, by chance. */
final class StressClient {

  private static final String NAMED = "{'branch':{'name':'%s'%s},'endpoints':[%s]}";

  private final Api api;
  private final Random random;
  private final BiConsumer<String, Answer> judge;
  private final String branches;

  StressClient(Api api, Random random, BiConsumer<String, Answer> judge) {
    this.api = api;
    this.random = random;
    this.judge = judge;
    this.branches = api.project + "/branches";
  }

  void act() {
    int what = random.nextInt(100);
    if (what < 30) {
      changeBranches(what);
    } else if (what < 60) {
      changeEndpoints(what);
    } else {
      changeContents(what);
    }
  }

  private void changeBranches(int what) {
    if (what < 10) {
      send("POST", branches, newBranch());
    } else if (what < 17) {
      String hard = random.nextInt(3) == 0 ? "?hard_delete=true" : "";
      send("DELETE", branch() + hard, "");
    } else if (what < 20) {
      Map<String, Object> any = any(branches + "?include_deleted=true", "branches");
      send("POST", branches + "/" + any.get("id") + "/recover", "");
    } else if (what < 27) {
      String kept = random.nextBoolean() ? ",'preserve_under_name':'" + name() + "'" : "";
      Map<String, Object> target = any(branches, "branches");
      Object source = target.getOrDefault("parent_id", any(branches, "branches").get("id"));
      if (!source.equals(target.get("id"))) {
        send(
            "POST",
            branches + "/" + target.get("id") + "/restore",
            "{'source_branch_id':'" + source + "'" + kept + "}");
      }
    } else {
      send("PATCH", branch(), "{'branch':{'name':'" + name() + "'}}");
    }
  }

  private String newBranch() {
    String parent = ",'parent_id':'" + any(branches, "branches").get("id") + "'";
    String writer = "{'type':'read_write'}";
    return switch (random.nextInt(6)) {
      case 0 -> NAMED.formatted(name(), parent, "");
      case 1 -> NAMED.formatted(name(), parent, writer + ",{'type':'read_only'}");
      case 2 -> NAMED.formatted(name(), parent + ",'init_source':'schema-only'", writer);
      default -> NAMED.formatted(name(), parent, writer);
    };
  }

  private void changeEndpoints(int what) {
    Map<String, Object> endpoint = any(api.project + "/endpoints", "endpoints");
    String path = api.project + "/endpoints/" + endpoint.get("id");
    if (what < 35) {
      String type = random.nextInt(3) == 0 ? "read_write" : "read_only";
      send(
          "POST",
          api.project + "/endpoints",
          "{'endpoint':{'type':'%s','branch_id':'%s'}}"
              .formatted(type, any(branches, "branches").get("id")));
    } else if (what < 39) {
      send("DELETE", path, "");
    } else if (what < 52) {
      send("POST", path + List.of("/start", "/suspend", "/restart").get(what % 3), "");
    } else {
      connect(endpoint);
    }
  }

  /** Whether it is served depends on what the others do; that it ends is all that counts. */
  private void connect(Map<String, Object> endpoint) {
    Answer uri =
        send(
            "GET",
            api.project
                + "/connection_uri?database_name=neondb&role_name=neondb_owner&branch_id="
                + endpoint.get("branch_id")
                + "&endpoint_id="
                + endpoint.get("id"),
            "");
    if (uri.status() == 200) {
      try {
        Database.execute(uri.at("uri"), "CREATE TABLE IF NOT EXISTS t_" + name() + " (id int)");
      } catch (SQLException refusedOrCut) {
        // The branch was suspended, replaced or removed meanwhile, or the endpoint only reads.
      }
    }
  }

  private void changeContents(int what) {
    String branch = branch();
    if (what < 65) {
      send("POST", branch + "/roles", "{'role':{'name':'r" + name() + "'}}");
    } else if (what < 68) {
      send("DELETE", branch + "/roles/r" + name(), "");
    } else if (what < 72) {
      send("POST", branch + "/roles/neondb_owner/reset_password", "");
    } else if (what < 76) {
      send(
          "POST",
          branch + "/databases",
          "{'database':{'name':'d" + name() + "','owner_name':'neondb_owner'}}");
    } else if (what < 80) {
      send("DELETE", branch + "/databases/d" + name(), "");
    } else if (what < 86) {
      send("GET", branch + "/schema?db_name=neondb", "");
    } else if (what < 90) {
      send("GET", branch + "/compare_schema?db_name=neondb", "");
    } else if (what < 95) {
      send("GET", branch + "/databases", "");
    } else {
      send("GET", branch + "/roles", "");
    }
  }

  private Answer send(String method, String path, String body) {
    Answer answer = api.send(method, path, body);
    judge.accept(method + " " + path + " " + body, answer);
    return answer;
  }

  /** One of few names, so that they are taken now and then. */
  private String name() {
    return "n" + random.nextInt(40);
  }

  private String branch() {
    return branches + "/" + any(branches, "branches").get("id");
  }

  private Map<String, Object> any(String path, String member) {
    List<Map<String, Object>> all = send("GET", path, "").at(member);
    return all.isEmpty()
        ? Map.of("id", "none", "branch_id", "none")
        : all.get(random.nextInt(all.size()));
  }
}
