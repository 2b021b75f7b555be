package dev.neonflow.embedded.control;

import java.util.List;

/**
 * What a request made or changed, as it is when it is answered, and the operations that follow.
 *
 * @param <T> what it is about
 */
public record Accepted<T>(T subject, List<Operation> operations) {}
