package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.neonflow.sdk.organizations.Organization;
import dev.neonflow.sdk.regions.ListRegions;
import dev.neonflow.sdk.regions.Region;
import dev.neonflow.sdk.users.AuthAccount;
import dev.neonflow.sdk.users.AuthDetails;
import dev.neonflow.sdk.users.AuthMethod;
import dev.neonflow.sdk.users.BillingAccount;
import dev.neonflow.sdk.users.BillingAccountState;
import dev.neonflow.sdk.users.BillingPaymentMethod;
import dev.neonflow.sdk.users.BillingSubscriptionType;
import dev.neonflow.sdk.users.CardBrand;
import dev.neonflow.sdk.users.CurrentUser;
import dev.neonflow.sdk.users.IdentityProvider;
import dev.neonflow.sdk.users.PaymentCard;
import dev.neonflow.sdk.users.PaymentSource;
import dev.neonflow.sdk.users.PlanDetails;
import dev.neonflow.sdk.users.PlanVersion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsersTest extends WireTest {
  private static final String USER =
      """
      {"active_seconds_limit":360000,"id":"u-1","email":"a@b","login":"ann","name":"Ann",
       "last_name":"Bee","image":"http://i","projects_limit":10,"branches_limit":20,
       "max_autoscaling_limit":0.25,"plan":"launch",
       "auth_accounts":[{"provider":"github","email":"a@b","name":"Ann","login":"ann",
        "image":"http://i"}]%s}""";
  private static final String BILLING =
      """
      ,"compute_seconds_limit":-1,"billing_account":{"state":"active",
       "payment_source":{"type":"card","card":{"last4":"4242","brand":"visa","exp_month":12,
        "exp_year":2030}},
       "subscription_type":"launch_v3","payment_method":"stripe",
       "quota_reset_at_last":"2026-11-01T00:00:00Z","name":"Ann Bee","email":"bill@b",
       "address_city":"Bonn","address_country":"DE","address_country_name":"Germany",
       "address_line1":"A 1","address_line2":"","address_postal_code":"53111",
       "address_state":"NW","orb_portal_url":"https://portal/view?token=0rbT0ken",
       "tax_id":"DE1","tax_id_type":"eu_vat",
       "plan_details":{"name":"launch","version":{"major":3,"minor":1}},
       "spending_limit_cents":5000}""";
  private static final String LEAST_BILLING =
      """
      ,"billing_account":{"state":"UNKNOWN","payment_source":{"type":""},
       "subscription_type":"UNKNOWN","payment_method":"barter",
       "quota_reset_at_last":"2026-11-01T00:00:00Z","name":"","email":"a@b","address_city":"",
       "address_country":"","address_line1":"","address_line2":"","address_postal_code":"",
       "address_state":"","spending_limit_cents":null}""";

  @Test
  void authDetails() throws Exception {
    server.enqueue(
        answer(
            200, "{\"account_id\":\"org-1\",\"auth_method\":\"api_key_org\",\"auth_data\":\"d\"}"));
    server.enqueue(answer(200, "{\"account_id\":\"u-1\",\"auth_method\":\"passkey\"}"));
    assertEquals(
        new AuthDetails("org-1", AuthMethod.API_KEY_ORG, "d"), neon.users().getAuthDetails());
    assertEquals(new AuthDetails("u-1", AuthMethod.UNKNOWN, null), neon.users().getAuthDetails());
    assertRequest("GET", "/auth");
  }

  @Test
  void userWithEverything() throws Exception {
    server.enqueue(answer(200, USER.formatted(BILLING)));
    CurrentUser user = neon.users().getCurrentUser();
    assertRequest("GET", "/users/me");
    assertEquals(
        new CurrentUser(
            "u-1",
            "a@b",
            "Ann",
            "Bee",
            "http://i",
            "launch",
            List.of(new AuthAccount(IdentityProvider.GITHUB, "a@b", "Ann", "http://i")),
            360000,
            -1L,
            10,
            20,
            0.25,
            new BillingAccount(
                BillingAccountState.ACTIVE,
                new PaymentSource("card", new PaymentCard("4242", CardBrand.VISA, 12L, 2030L)),
                BillingSubscriptionType.LAUNCH_V3,
                BillingPaymentMethod.STRIPE,
                Instant.parse("2026-11-01T00:00:00Z"),
                "Ann Bee",
                "bill@b",
                "Bonn",
                "DE",
                "Germany",
                "A 1",
                "",
                "53111",
                "NW",
                Secret.of("https://portal/view?token=0rbT0ken"),
                "DE1",
                "eu_vat",
                new PlanDetails("launch", new PlanVersion(3, 1)),
                5000L)),
        user);
    assertFalse(user.toString().contains("0rbT0ken"), user.toString());
  }

  @Test
  void userWithTheLeast() {
    server.enqueue(answer(200, USER.formatted("")));
    server.enqueue(answer(200, USER.formatted(LEAST_BILLING)));
    assertNull(neon.users().getCurrentUser().billingAccount());
    BillingAccount account = neon.users().getCurrentUser().billingAccount();
    assertEquals(BillingAccountState.UNKNOWN, account.state());
    assertEquals(BillingSubscriptionType.UNKNOWN, account.subscriptionType());
    assertEquals(BillingPaymentMethod.UNKNOWN, account.paymentMethod());
    assertNull(account.paymentSource().card());
    assertNull(account.spendingLimitCents());
    assertNull(account.orbPortalUrl());
  }

  @Test
  void organizations() throws Exception {
    server.enqueue(answer(200, "{\"organizations\":[" + OrganizationsTest.ORGANIZATION + "]}"));
    assertEquals(
        List.of("org-1"), neon.users().listOrganizations().stream().map(Organization::id).toList());
    assertRequest("GET", "/users/me/organizations");
  }

  @Test
  void regions() throws Exception {
    String regions =
        """
        {"regions":[{"region_id":"aws-us-east-2","name":"AWS US East 2 (Ohio)","default":true,
         "geo_lat":"39.96","geo_long":"-82.99"}]}""";
    server.enqueue(answer(200, regions));
    server.enqueue(answer(200, regions));
    assertEquals(
        List.of(new Region("aws-us-east-2", "AWS US East 2 (Ohio)", true, "39.96", "-82.99")),
        neon.regions().list(ListRegions.all()));
    neon.regions().list(ListRegions.all().orgId("org-1"));
    assertRequest("GET", "/regions");
    assertRequest("GET", "/regions?org_id=org-1");
  }
}
