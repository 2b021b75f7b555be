package dev.neonflow.sdk.users;

import com.squareup.moshi.Json;
import org.jspecify.annotations.Nullable;

/**
 * A bank card, as far as it may be shown.
 *
 * @param last4 the last four digits
 * @param brand whose card it is
 * @param expiryMonth the last month it is good for, 1 to 12
 * @param expiryYear the year of that month
 */
public record PaymentCard(
    String last4,
    @Nullable CardBrand brand,
    @Json(name = "exp_month") @Nullable Long expiryMonth,
    @Json(name = "exp_year") @Nullable Long expiryYear) {}
