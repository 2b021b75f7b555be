package dev.neonflow.workflows.migrate.rehearsal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import org.junit.jupiter.api.Test;

class ProductionVariablesTest {

  private static ProductionVariables of(String uri) {
    return ProductionVariables.of(ConnectionUri.parse(Secret.of(uri)));
  }

  @Test
  void whateverNamesProductionsEndpoint_isWithheld() {
    ProductionVariables withheld =
        of("postgresql://me:hush@ep-cool-sun-1-pooler.eu-central-1.aws.neon.tech/shop");
    assertTrue(withheld.test("SHOP_DB", "postgres://u:p@ep-cool-sun-1.eu.neon.tech/shop"));
    assertTrue(withheld.test("DB_HOST", "EP-cool-sun-1-pooler.c-2.eu-central-1.aws.neon.tech"));
    assertTrue(withheld.test("POSTGRES_PRISMA_URL", "postgres://elsewhere/shop"));
    assertTrue(withheld.test("postgres_password", "hush"));
    assertFalse(withheld.test("DB_HOST", "ep-other-1.eu-central-1.aws.neon.tech"));
    assertFalse(withheld.test("PATH", "/usr/bin"));
  }

  @Test
  void hostWithoutEndpoint_countsWithItsPort() {
    ProductionVariables withheld = of("postgresql://me:hush@localhost:5433/shop");
    assertTrue(withheld.test("SHOP_DB", "postgres://u:p@localhost:5433/shop"));
    assertFalse(withheld.test("HTTP_PROXY", "http://localhost:8080"));
  }
}
