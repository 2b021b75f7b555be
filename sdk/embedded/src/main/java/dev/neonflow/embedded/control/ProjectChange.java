package dev.neonflow.embedded.control;

import java.util.Optional;

/** A change of a project that is asked for; what is absent stays. */
public record ProjectChange(
    Optional<String> name,
    Optional<Integer> historyRetentionSeconds,
    EndpointSettings endpointSettings) {}
