package dev.neonflow.sdk.users;

import org.jspecify.annotations.Nullable;

/**
 * What is paid with.
 *
 * @param type the kind, such as {@code card}
 * @param card the card; null if it is none
 */
public record PaymentSource(String type, @Nullable PaymentCard card) {}
