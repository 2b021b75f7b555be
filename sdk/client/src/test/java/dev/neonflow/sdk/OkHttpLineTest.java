package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;

class OkHttpLineTest {

  /**
   * The build runs all tests once for each line; without this one it could run twice on the same.
   */
  @Test
  void testRun_isOnTheLineThatTheBuildNames() throws ReflectiveOperationException {
    // Not OkHttp.VERSION: the compiler copies constants.
    String version = (String) OkHttp.class.getField("VERSION").get(null);
    assertEquals(System.getProperty("neonflow.okhttp", "4"), version.split("\\.")[0]);
  }
}
