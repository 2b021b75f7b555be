package dev.neonflow.sdk.users;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who pays for a user, with the address that invoices show.
 *
 * @param state what the account is worth
 * @param paymentSource what is paid with
 * @param subscriptionType what was subscribed to
 * @param paymentMethod whether and how somebody pays
 * @param quotaResetAtLast when what is counted by the month began at 0 again; at first, when the
 *     account was made
 * @param name who owns it
 * @param email where invoices go
 * @param addressCity the city
 * @param addressCountry the country's two letters
 * @param addressCountryName the country's name
 * @param addressLine1 the address
 * @param addressLine2 more of it; often empty
 * @param addressPostalCode the postal code
 * @param addressState the state or region
 * @param orbPortalUrl the page with the invoices, open to everybody who has this URL
 * @param taxId the tax number
 * @param taxIdType the tax number's kind, by country
 * @param planDetails the plan
 * @param spendingLimitCents what may be spent in a month before Neon warns, in cents; null is
 *     without limit
 */
public record BillingAccount(
    BillingAccountState state,
    @Json(name = "payment_source") PaymentSource paymentSource,
    @Json(name = "subscription_type") BillingSubscriptionType subscriptionType,
    @Json(name = "payment_method") BillingPaymentMethod paymentMethod,
    @Json(name = "quota_reset_at_last") Instant quotaResetAtLast,
    String name,
    String email,
    @Json(name = "address_city") String addressCity,
    @Json(name = "address_country") String addressCountry,
    @Json(name = "address_country_name") @Nullable String addressCountryName,
    @Json(name = "address_line1") String addressLine1,
    @Json(name = "address_line2") String addressLine2,
    @Json(name = "address_postal_code") String addressPostalCode,
    @Json(name = "address_state") String addressState,
    @Json(name = "orb_portal_url") @Nullable Secret orbPortalUrl,
    @Json(name = "tax_id") @Nullable String taxId,
    @Json(name = "tax_id_type") @Nullable String taxIdType,
    @Json(name = "plan_details") @Nullable PlanDetails planDetails,
    @Json(name = "spending_limit_cents") @Nullable Long spendingLimitCents) {}
