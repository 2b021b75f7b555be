package dev.neonflow.junit.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Neon itself, or what {@code NEON_API_HOST} names: {@code mvn verify -Pcloud}. No part of the
 * normal build.
 */
class CloudSuite {

  @Test
  void releaseToolsNeeds_areServedByNeon_asByTheEmbeddedOne() throws Exception {
    Comparison comparison = Comparison.of(System::getenv);
    // Its purpose is to be read.
    System.out.println();
    System.out.println(comparison.differences());
    assertEquals(List.of(), comparison.problems());
  }
}
