package dev.neonflow.sdk;

import static dev.neonflow.sdk.Settles.COMPARED;
import static dev.neonflow.sdk.Settles.LOOKED_UP;
import static dev.neonflow.sdk.Settles.REMOVAL;
import static dev.neonflow.sdk.Settles.UNRESOLVED;

import dev.neonflow.sdk.jwks.AddJwks;
import dev.neonflow.sdk.projects.CreateProject;
import dev.neonflow.sdk.projects.UpdateProject;
import java.util.List;
import java.util.stream.Stream;

/** Writes of projects and of who may do what in them. */
final class WritesOfProjects {
  private static final String ONE = "/projects/p";
  private static final String PERMISSIONS = ONE + "/permissions";
  private static final String PERMISSION =
      "{\"id\":\"g-1\",\"granted_to_email\":\"a@x.org\",\"granted_at\":\"2026-11-22T10:00:01Z\"}";
  private static final String JWKS = ONE + "/jwks";
  private static final String KEYS =
      """
      {"id":"j-1","project_id":"p","jwks_url":"https://k/jwks.json","provider_name":"Clerk",
       "created_at":"2026-11-22T10:00:01Z","updated_at":"2026-11-22T10:00:01Z"}""";
  private static final String ENDPOINTS = ONE + "/vpc_endpoints";
  private static final String ENDPOINT = "{\"vpc_endpoint_id\":\"vpce-1\",\"label\":\"office\"}";

  private WritesOfProjects() {}

  static List<SentWrite> all() {
    return Stream.of(projects(), access()).flatMap(List::stream).toList();
  }

  private static List<SentWrite> projects() {
    String created = Answers.CREATED.replaceFirst("\\{", "{\"project\":" + Answers.PROJECT + ",");
    String changed = "{\"project\":" + Answers.PROJECT + ",\"operations\":[]}";
    String before = changed.replace("\"shop\"", "\"old\"");
    return List.of(
        SentWrite.of(
            "HttpProjects.create",
            UNRESOLVED,
            "POST /projects",
            created,
            neon -> neon.projects().create(CreateProject.named("shop"))),
        SentWrite.of(
                "HttpProjects.update",
                COMPARED,
                "PATCH " + ONE,
                changed,
                neon -> neon.projects().update("p", UpdateProject.create().name("shop")))
            .look(ONE, before, changed),
        SentWrite.of(
                "HttpProjects.delete",
                REMOVAL,
                "DELETE " + ONE,
                changed,
                neon -> neon.projects().delete("p"))
            .look(ONE, changed, null),
        SentWrite.of(
            "HttpProjects.createTransferRequest",
            UNRESOLVED,
            "POST " + ONE + "/transfer_requests",
            """
            {"id":"r-1","project_id":"p","created_at":"2026-11-22T09:00:00Z",
             "expires_at":"2026-11-23T09:00:00Z"}""",
            neon -> neon.projects().createTransferRequest("p")),
        SentWrite.of(
            "HttpProjects.acceptTransferRequest",
            UNRESOLVED,
            "PUT " + ONE + "/transfer_requests/r-1",
            neon -> neon.projects().acceptTransferRequest("p", "r-1", null)));
  }

  private static List<SentWrite> access() {
    return List.of(
        SentWrite.of(
                "HttpPermissions.grant",
                LOOKED_UP,
                "POST " + PERMISSIONS,
                PERMISSION,
                neon -> neon.permissions().grant("p", "a@x.org"))
            .look(
                PERMISSIONS,
                list("project_permissions", ""),
                list("project_permissions", PERMISSION)),
        SentWrite.of(
                "HttpPermissions.revoke",
                REMOVAL,
                "DELETE " + PERMISSIONS + "/g-1",
                PERMISSION,
                neon -> neon.permissions().revoke("p", "g-1"))
            .look(
                PERMISSIONS,
                list("project_permissions", PERMISSION),
                list("project_permissions", "")),
        SentWrite.of(
                "HttpJwks.add",
                LOOKED_UP,
                "POST " + JWKS,
                "{\"jwks\":" + KEYS + ",\"operations\":[]}",
                neon -> neon.jwks().add("p", AddJwks.of("https://k/jwks.json", "Clerk")))
            .look(JWKS, list("jwks", ""), list("jwks", KEYS)),
        SentWrite.of(
                "HttpJwks.delete",
                REMOVAL,
                "DELETE " + JWKS + "/j-1",
                KEYS,
                neon -> neon.jwks().delete("p", "j-1"))
            .look(JWKS, list("jwks", KEYS), list("jwks", "")),
        SentWrite.of(
                "HttpProjectVpcEndpoints.assign",
                COMPARED,
                "POST " + ENDPOINTS + "/vpce-1",
                neon -> neon.projectVpcEndpoints().assign("p", "vpce-1", "office"))
            .look(ENDPOINTS, list("endpoints", ""), list("endpoints", ENDPOINT)),
        SentWrite.of(
                "HttpProjectVpcEndpoints.delete",
                REMOVAL,
                "DELETE " + ENDPOINTS + "/vpce-1",
                neon -> neon.projectVpcEndpoints().delete("p", "vpce-1"))
            .look(ENDPOINTS, list("endpoints", ENDPOINT), list("endpoints", "")));
  }

  private static String list(String name, String item) {
    return "{\"" + name + "\":[" + item + "]}";
  }
}
