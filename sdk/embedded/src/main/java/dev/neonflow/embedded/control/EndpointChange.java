package dev.neonflow.embedded.control;

import java.util.Optional;

/** A change of a compute that is asked for; what is absent stays. */
public record EndpointChange(
    Optional<String> name, Optional<Boolean> disabled, EndpointSettings settings) {}
