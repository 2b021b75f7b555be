package dev.neonflow.sdk.internal.http;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.RetryEvent;
import dev.neonflow.sdk.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

/**
 * Everything a call needs besides its request.
 *
 * @param apiKey the key
 * @param userAgent the header's value
 * @param connectTimeout for a connection
 * @param requestTimeout for one attempt
 * @param retryFor no retry starts later than this after the first attempt began
 * @param clock measures the above
 * @param scheduler waits
 * @param random 0 to 1, for jitter
 * @param limits from what the clock leaves an attempt to what OkHttp, which has its own, is told
 * @param pace when requests may be sent
 * @param interrupts makes calls on the threads of their callers
 * @param onRetry told before each pause
 */
public record HttpSettings(
    Secret apiKey,
    String userAgent,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration retryFor,
    Clock clock,
    Scheduler scheduler,
    DoubleSupplier random,
    UnaryOperator<Duration> limits,
    Pace pace,
    Interrupts interrupts,
    Consumer<RetryEvent> onRetry) {}
