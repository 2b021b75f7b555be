package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchRefTest {

  @ParameterizedTest
  @CsvSource({
    "ep-a-1.eu.neon.tech, ep-a-1.eu.neon.tech, ep-a-1-pooler.eu.neon.tech",
    "ep-a-1.eu.neon.tech:5432, ep-a-1.eu.neon.tech, ep-a-1-pooler.eu.neon.tech",
    "ep-a-1.eu.neon.tech:6000, ep-a-1.eu.neon.tech:6000, ep-a-1-pooler.eu.neon.tech:6000",
    "127.0.0.1:41234, 127.0.0.1:41234, 127.0.0.1:41234",
  })
  void hosts_haveAnUnusualPort_andAPoolerWhereThereIsOne(String given, String host, String pooled) {
    ConnectionUri uri = ConnectionUri.parse(Secret.of("postgresql://me:secret@" + given + "/db"));
    BranchRef branch =
        new BranchRef(
            "br-a-1", "a", true, null, null, BranchRef.host(uri), "db", "me", null, "new");
    assertEquals(host, branch.host());
    assertEquals(pooled, branch.pooledHost());
  }
}
