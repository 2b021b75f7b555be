package dev.neonflow.embedded;

import java.time.Duration;

/**
 * One request that was answered.
 *
 * @param method for example {@code GET}
 * @param path below the API base, without the query, for example {@code /projects}
 * @param status the HTTP status of the answer
 * @param duration from the request's arrival until its answer was ready to be sent
 */
public record ServedRequest(String method, String path, int status, Duration duration) {}
