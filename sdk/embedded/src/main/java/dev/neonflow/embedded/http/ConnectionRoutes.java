package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Branch;
import dev.neonflow.embedded.control.CreatedBranch;
import dev.neonflow.embedded.control.Endpoint;
import dev.neonflow.embedded.control.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Connection strings. The pooled host is the direct one: there are no names to tell them apart. */
final class ConnectionRoutes {

  Response uri(Request request) {
    String database = request.require("database_name");
    String role = request.require("role_name");
    request.flag("pooled");
    Endpoint endpoint = endpoint(request);
    request.control().databases().get(endpoint.branchId(), database);
    String password = request.control().roles().password(endpoint.branchId(), role);
    return Response.ok(new Bodies.Uri(uri(role, password, endpoint.host(), database)));
  }

  private static Endpoint endpoint(Request request) {
    Branch branch =
        request
            .query("branch_id")
            .map(id -> request.control().branches().get(id))
            .orElseGet(() -> request.control().branches().defaultBranch());
    if (request.query("endpoint_id").isPresent()) {
      Endpoint endpoint = request.control().endpoints().get(request.require("endpoint_id"));
      if (request.query("branch_id").isPresent() && !endpoint.branchId().equals(branch.id())) {
        throw Refusal.notFound("endpoint \"" + endpoint.id() + "\" not found in this branch");
      }
      return endpoint;
    }
    return request.control().endpoints().of(branch.id()).stream()
        .filter(Endpoint::writes)
        .findFirst()
        .orElseThrow(
            () -> Refusal.notFound("branch \"" + branch.id() + "\" has no read-write endpoint"));
  }

  /**
   * How to connect to a new branch; nothing if it has several databases or roles, or no compute.
   */
  static List<Bodies.ConnectionDetails> details(CreatedBranch created) {
    Branch branch = created.branch();
    Optional<Endpoint> endpoint =
        created.endpoints().stream().max(Comparator.comparing(Endpoint::writes));
    if (endpoint.isEmpty() || branch.databases().size() != 1 || branch.roles().size() != 1) {
      return List.of();
    }
    String host = endpoint.get().host();
    String database = branch.databases().get(0).name();
    String role = branch.roles().get(0).name();
    return Optional.ofNullable(created.passwords().get(role)).stream()
        .map(
            password ->
                new Bodies.ConnectionDetails(
                    uri(role, password, host, database),
                    new Bodies.ConnectionParameters(database, password, role, host, host)))
        .toList();
  }

  private static String uri(String role, String password, String host, String database) {
    return "postgresql://"
        + encoded(role)
        + ":"
        + encoded(password)
        + "@"
        + host
        + "/"
        + encoded(database)
        + "?sslmode=require&channel_binding=require";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
