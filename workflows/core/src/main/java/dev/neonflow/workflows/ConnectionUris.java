package dev.neonflow.workflows;

import dev.neonflow.sdk.ConnectionUri;

/**
 * The two ways to connect to a branch. Both hold the password; their text form does not show it.
 *
 * @param direct for migrations and whatever needs a session of its own
 * @param pooled for applications
 */
public record ConnectionUris(ConnectionUri direct, ConnectionUri pooled) {}
