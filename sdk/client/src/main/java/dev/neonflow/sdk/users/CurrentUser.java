package dev.neonflow.sdk.users;

import com.squareup.moshi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user, and what the user's plan allows.
 *
 * @param id the user's id
 * @param email the address
 * @param name the first name
 * @param lastName the last name
 * @param image where the picture is
 * @param plan the plan's name
 * @param authAccounts what the user signs in with
 * @param activeSecondsLimit how long computes may be active, in seconds; a number because what
 *     stands for no limit is not documented
 * @param computeSecondsLimit how much processor time there is, in seconds; likewise a number
 * @param projectsLimit how many projects there may be
 * @param branchesLimit how many branches a project may have
 * @param maxAutoscalingLimit the largest compute, in compute units; 0 is without limit
 * @param billingAccount who pays; null if Neon does not say
 */
public record CurrentUser(
    String id,
    String email,
    String name,
    @Json(name = "last_name") String lastName,
    String image,
    String plan,
    @Json(name = "auth_accounts") List<AuthAccount> authAccounts,
    @Json(name = "active_seconds_limit") long activeSecondsLimit,
    @Json(name = "compute_seconds_limit") @Nullable Long computeSecondsLimit,
    @Json(name = "projects_limit") long projectsLimit,
    @Json(name = "branches_limit") long branchesLimit,
    @Json(name = "max_autoscaling_limit") double maxAutoscalingLimit,
    @Json(name = "billing_account") @Nullable BillingAccount billingAccount) {}
