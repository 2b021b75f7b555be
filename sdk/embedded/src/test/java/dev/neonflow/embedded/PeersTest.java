package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class PeersTest {

  @Test
  void missingPeer_skipsTheTest_andFailsItWhereItIsRequired() {
    assertThrows(TestAbortedException.class, () -> Peers.need("", "su", false));
    assertThrows(TestAbortedException.class, () -> Peers.need("root,sudo", "su", false));
    assertThrows(AssertionFailedError.class, () -> Peers.need("root, su", "su", false));
    Peers.need("root, su", "su", true);
  }
}
