package dev.neonflow.sdk;

import dev.neonflow.sdk.error.NeonException;
import java.time.Duration;

/**
 * A call did not succeed and is made again.
 *
 * @param call method and path, for people
 * @param attempt which attempt ended, from 1
 * @param pause the time until the next one
 * @param cause why; its message holds no secret
 */
public record RetryEvent(String call, int attempt, Duration pause, NeonException cause) {}
