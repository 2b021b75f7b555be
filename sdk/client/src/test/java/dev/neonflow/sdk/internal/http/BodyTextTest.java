package dev.neonflow.sdk.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.sdk.Secret;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyTextTest {

  private final BodyText texts = new BodyText(Secret.of("napi_k3y"));

  private String shown(String json) {
    return texts.of(new Buffer().writeUtf8(json));
  }

  @Test
  void ordinaryValues_areShownAsTheyAre() {
    String json = "{\"a\":[1,2.50,true,null,{\"name\":\"x\\\"y\"}],\"n\":9007199254740993}";
    assertEquals(json, shown(json));
  }

  @ParameterizedTest
  @CsvSource({
    "password",
    "store_passwords",
    "key",
    "connection_uri",
    "uri",
    "jwt",
    "client_secret",
    "api_token",
    "Authorization"
  })
  void valueOfASecretField_isHiddenThereAndWhereverItComesAgain(String name) {
    assertEquals(
        "{\"" + name + "\":\"***\",\"n\":[\"***\"]}",
        shown("{\"" + name + "\":\"npg_p4ssword\",\"n\":[\"npg_p4ssword\"]}"));
    assertEquals(
        "{\"message\":\"not like ***!\"}", shown("{\"message\":\"not like npg_p4ssword!\"}"));
  }

  @Test
  void secretFieldThatIsNoText_isHiddenAsAWhole() {
    assertEquals("{\"uri\":\"***\",\"a\":1}", shown("{\"uri\":{\"npg_p4ss\":[1]},\"a\":1}"));
  }

  @Test
  void apiKeyAndPasswordsInUris_areHiddenInAnyField() {
    assertEquals(
        "{\"m\":\"*** at postgresql://o:***@h/d\"}",
        shown("{\"m\":\"napi_k3y at postgresql://o:npg_other@h/d\"}"));
  }

  @Test
  void textThatIsNoJson_isNotShown() {
    assertEquals("no JSON", shown("npg_p4ss"));
    assertEquals("no JSON", shown(""));
    assertEquals("no JSON", shown("<html>npg_p4ss</html>"));
  }

  @Test
  void jsonThatIsCutOff_isShownUpToThere() {
    assertEquals("{\"a\":1...", shown("{\"a\":1,\"pass"));
    assertEquals("{\"a\":{\"b\":[\"x\"...", shown("{\"a\":{\"b\":[\"x\",\"npg_p4"));
  }
}
