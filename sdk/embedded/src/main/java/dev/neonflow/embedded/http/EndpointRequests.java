package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Endpoint;
import dev.neonflow.embedded.control.EndpointChange;
import dev.neonflow.embedded.control.EndpointSettings;
import dev.neonflow.embedded.control.NewEndpoint;
import dev.neonflow.embedded.control.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what is asked of endpoints. */
final class EndpointRequests {

  private EndpointRequests() {}

  /** The endpoints of a new branch; they have neither names nor are they disabled. */
  static List<NewEndpoint> ofBranch(List<Inputs.EndpointFields> all) {
    List<NewEndpoint> endpoints =
        all.stream()
            .map(
                fields ->
                    new NewEndpoint(
                        type(fields.type(), "endpoints[].type"),
                        Optional.empty(),
                        false,
                        settings(fields)))
            .toList();
    if (endpoints.stream().filter(e -> e.type() == Endpoint.Type.READ_WRITE).count() > 1) {
      throw Refusal.invalid("a branch can have one read_write endpoint only");
    }
    return endpoints;
  }

  /** A new endpoint of a branch that exists. */
  static NewEndpoint created(Inputs.EndpointFields fields) {
    if (fields.regionId() != null && !fields.regionId().equals(WireProject.REGION)) {
      throw Refusal.invalid("endpoint.region_id must be " + WireProject.REGION);
    }
    return new NewEndpoint(
        type(fields.type(), "endpoint.type"),
        Optional.ofNullable(fields.name()),
        Boolean.TRUE.equals(fields.disabled()),
        settings(fields));
  }

  private static Endpoint.Type type(@Nullable String text, String where) {
    for (Endpoint.Type type : Endpoint.Type.values()) {
      if (Wire.name(type).equals(text)) {
        return type;
      }
    }
    throw Refusal.invalid(where + " must be read_write or read_only");
  }

  static EndpointChange changed(Inputs.EndpointFields fields) {
    if (fields.branchId() != null) {
      throw Refusal.notServed("moving an endpoint to another branch");
    }
    return new EndpointChange(
        Optional.ofNullable(fields.name()),
        Optional.ofNullable(fields.disabled()),
        settings(fields));
  }

  private static EndpointSettings settings(Inputs.EndpointFields fields) {
    refuse(fields.settings());
    return new EndpointSettings(
        Optional.ofNullable(fields.minCu()),
        Optional.ofNullable(fields.maxCu()),
        Optional.ofNullable(fields.suspendTimeoutSeconds()));
  }

  /** Refuses settings that would not be heeded. */
  static void refuse(Inputs.@Nullable Settings settings) {
    if (settings != null && !settings.empty()) {
      throw Refusal.notServed("settings of PostgreSQL (pg_settings) and its pooler");
    }
  }
}
