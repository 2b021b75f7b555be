package dev.neonflow.embedded.control;

import java.util.Optional;

/**
 * A restore that is asked for.
 *
 * @param sourceId the branch whose data is wanted, as it is now; the parent's is a reset
 * @param preserveUnderName the name of the branch that keeps the data which is replaced
 */
public record RestoreRequest(String sourceId, Optional<String> preserveUnderName) {}
