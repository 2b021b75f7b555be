package dev.neonflow.sdk;

import static dev.neonflow.sdk.Settles.COMPARED;
import static dev.neonflow.sdk.Settles.LOOKED_UP;
import static dev.neonflow.sdk.Settles.REMOVAL;
import static dev.neonflow.sdk.Settles.UNRESOLVED;

import dev.neonflow.sdk.databases.CreateDatabase;
import dev.neonflow.sdk.databases.UpdateDatabase;
import dev.neonflow.sdk.endpoints.AddEndpoint;
import dev.neonflow.sdk.endpoints.EndpointsApi;
import dev.neonflow.sdk.endpoints.UpdateEndpoint;
import dev.neonflow.sdk.roles.CreateRole;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Writes of endpoints, databases and roles. */
final class WritesOfComputes {
  private static final String BRANCH = "/projects/p/branches/br-1";
  private static final String ENDPOINTS = "/projects/p/endpoints";
  private static final String ENDPOINT = ENDPOINTS + "/ep-1";
  private static final String DATABASES = BRANCH + "/databases";
  private static final String DATABASE = DATABASES + "/neondb";
  private static final String ROLES = BRANCH + "/roles";
  private static final String ROLE = ROLES + "/neondb_owner";
  private static final String IDLE =
      Answers.ENDPOINT.replace("\"init\",\"pending_state\":\"active\"", "\"idle\"");

  private WritesOfComputes() {}

  static List<SentWrite> all() {
    return Stream.of(endpoints(), databases(), roles()).flatMap(List::stream).toList();
  }

  private static List<SentWrite> endpoints() {
    String named = Writes.with(Answers.ENDPOINT, "name", "web");
    return List.of(
        endpoint(
                "create",
                LOOKED_UP,
                "POST " + ENDPOINTS,
                api -> api.create("p", AddEndpoint.readWrite("br-1")))
            .look(
                BRANCH + "/endpoints",
                "{\"endpoints\":[]}",
                "{\"endpoints\":[" + Writes.made(Answers.ENDPOINT) + "]}"),
        endpoint(
                "create",
                UNRESOLVED,
                "POST " + ENDPOINTS,
                api -> api.create("p", AddEndpoint.readOnly("br-1")))
            .when("that only reads"),
        endpoint(
                "update",
                COMPARED,
                "PATCH " + ENDPOINT,
                api -> api.update("p", "ep-1", UpdateEndpoint.create().name("web")))
            .look(ENDPOINT, one("endpoint", Answers.ENDPOINT), one("endpoint", named)),
        endpoint("delete", REMOVAL, "DELETE " + ENDPOINT, api -> api.delete("p", "ep-1"))
            .look(ENDPOINT, one("endpoint", Answers.ENDPOINT), null),
        endpoint("start", COMPARED, "POST " + ENDPOINT + "/start", api -> api.start("p", "ep-1"))
            .look(ENDPOINT, one("endpoint", IDLE), one("endpoint", Answers.ENDPOINT)),
        endpoint(
                "suspend",
                COMPARED,
                "POST " + ENDPOINT + "/suspend",
                api -> api.suspend("p", "ep-1"))
            .look(ENDPOINT, one("endpoint", Answers.ENDPOINT), one("endpoint", IDLE)),
        endpoint(
            "restart",
            UNRESOLVED,
            "POST " + ENDPOINT + "/restart",
            api -> api.restart("p", "ep-1")));
  }

  private static SentWrite endpoint(
      String method, Settles settles, String line, Consumer<EndpointsApi> call) {
    return SentWrite.of(
        "HttpEndpoints." + method,
        settles,
        line,
        one("endpoint", Answers.ENDPOINT),
        neon -> call.accept(neon.endpoints()));
  }

  private static List<SentWrite> databases() {
    String success = one("database", Answers.DATABASE);
    String now = Writes.made(Answers.DATABASE);
    return List.of(
        SentWrite.of(
                "HttpDatabases.create",
                LOOKED_UP,
                "POST " + DATABASES,
                success,
                neon ->
                    neon.databases()
                        .create("p", "br-1", CreateDatabase.of("neondb", "neondb_owner")))
            .look(DATABASE, null, one("database", now)),
        SentWrite.of(
                "HttpDatabases.update",
                COMPARED,
                "PATCH " + DATABASE,
                success,
                neon ->
                    neon.databases()
                        .update("p", "br-1", "neondb", UpdateDatabase.create().name("shop")))
            .look(
                DATABASES,
                "{\"databases\":[" + now + "]}",
                "{\"databases\":[" + now.replace("\"neondb\"", "\"shop\"") + "]}"),
        SentWrite.of(
                "HttpDatabases.delete",
                REMOVAL,
                "DELETE " + DATABASE,
                success,
                neon -> neon.databases().delete("p", "br-1", "neondb"))
            .look(DATABASE, success, null));
  }

  private static List<SentWrite> roles() {
    String success = one("role", Writes.with(Answers.ROLE, "password", "npg_f4ultSecret"));
    return List.of(
        SentWrite.of(
                "HttpRoles.create",
                LOOKED_UP,
                "POST " + ROLES,
                success,
                neon -> neon.roles().create("p", "br-1", CreateRole.named("neondb_owner")))
            .look(ROLE, null, one("role", Writes.made(Answers.ROLE)))
            .look(
                "/projects/p/branches/br-curly-wave-af4i4oeu/roles/neondb_owner/reveal_password",
                null,
                "{\"password\":\"npg_f4ultSecret\"}"),
        SentWrite.of(
                "HttpRoles.delete",
                REMOVAL,
                "DELETE " + ROLE,
                one("role", Answers.ROLE),
                neon -> neon.roles().delete("p", "br-1", "neondb_owner"))
            .look(ROLE, one("role", Answers.ROLE), null),
        SentWrite.of(
            "HttpRoles.resetPassword",
            UNRESOLVED,
            "POST " + ROLE + "/reset_password",
            success,
            neon -> neon.roles().resetPassword("p", "br-1", "neondb_owner")));
  }

  private static String one(String name, String json) {
    return "{\"" + name + "\":" + json + ",\"operations\":[]}";
  }
}
