package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUriTest {
  private static final String DIRECT =
      "postgresql://neondb_owner:npg_x@ep-x.c-2.us-west-2.aws.neon.tech/neondb"
          + "?sslmode=require&channel_binding=require";

  private static ConnectionUri parse(String uri) {
    return ConnectionUri.parse(Secret.of(uri));
  }

  @Test
  void neonsUri_isTakenApart() {
    ConnectionUri uri = parse(DIRECT);
    assertEquals("ep-x.c-2.us-west-2.aws.neon.tech", uri.host());
    assertEquals(5432, uri.port());
    assertEquals("neondb", uri.database());
    assertEquals("neondb_owner", uri.role());
    assertEquals("npg_x", uri.password().reveal());
    assertEquals(List.of("sslmode", "channel_binding"), List.copyOf(uri.parameters().keySet()));
    assertEquals(Map.of("sslmode", "require", "channel_binding", "require"), uri.parameters());
    assertEquals(DIRECT, uri.uri().reveal());
  }

  @Test
  void oldScheme_isReadAndWrittenAsTheNewOne() {
    assertEquals(
        "postgresql://a:b@ep-x.neon.tech/db",
        parse("postgres://a:b@ep-x.neon.tech/db").uri().reveal());
  }

  @Test
  void percentEncodedParts_areDecodedAndEncodedAgain() {
    String text = "postgresql://r%C3%B6le:p%40s%2Fs%3Aw%25%2B+%3F@h.example/d%20b?options=a%3Db";
    ConnectionUri uri = parse(text);
    assertEquals("röle", uri.role());
    assertEquals("p@s/s:w%++?", uri.password().reveal());
    assertEquals("d b", uri.database());
    assertEquals("a=b", uri.parameters().get("options"));
    assertEquals(uri, parse(uri.uri().reveal()));
    assertEquals(text.replace("+", "%2B"), uri.uri().reveal());
  }

  @Test
  void rawAtSignAndSlashInPassword_areKept() {
    assertEquals("p@s/s", parse("postgresql://r:p@s/s@h.example/db").password().reveal());
  }

  @Test
  void embeddedHostAndPort_stayAsTheyAreWhenPooled() {
    ConnectionUri uri = parse("postgresql://o:p@127.0.0.1:40123/neondb?sslmode=require");
    assertEquals("127.0.0.1", uri.host());
    assertEquals(40123, uri.port());
    assertSame(uri, uri.pooled());
    assertSame(uri, uri.direct());
    assertEquals("postgresql://o:p@127.0.0.1:40123/neondb?sslmode=require", uri.uri().reveal());
    assertEquals("jdbc:postgresql://127.0.0.1:40123/neondb?sslmode=require", uri.jdbcUrl());
  }

  @Test
  void ipv6Address_losesAndRegainsItsBrackets() {
    ConnectionUri uri = parse("postgresql://o:p@[::1]:6000/db");
    assertEquals("::1", uri.host());
    assertEquals(6000, uri.port());
    assertSame(uri, uri.pooled());
    assertEquals("jdbc:postgresql://[::1]:6000/db", uri.jdbcUrl());
  }

  @ParameterizedTest
  @CsvSource({
    "ep-x.c-2.us-west-2.aws.neon.tech, ep-x-pooler.c-2.us-west-2.aws.neon.tech",
    "ep-misty-truth-a5favp6j.us-east-2.aws.neon.tech, ep-misty-truth-a5favp6j-pooler.us-east-2.aws.neon.tech",
    "localhost, localhost",
    "db.example.com, db.example.com",
    "ep-x, ep-x",
  })
  void host_isPooledAndBack(String direct, String pooled) {
    ConnectionUri uri = parse("postgresql://o:p@" + direct + "/db");
    assertFalse(uri.isPooled());
    assertEquals(pooled, uri.pooled().host());
    assertEquals(!direct.equals(pooled), uri.pooled().isPooled());
    assertEquals(uri.pooled(), uri.pooled().pooled());
    assertEquals(uri, uri.pooled().direct());
  }

  @Test
  void jdbcUrl_usesPgjdbcsNamesAndHoldsNoCredentials() {
    ConnectionUri uri =
        parse(
            DIRECT
                + "&connect_timeout=5&pgbouncer=true&application_name=a%20b&sslpassword=topsecret");
    assertEquals(
        "jdbc:postgresql://ep-x.c-2.us-west-2.aws.neon.tech:5432/neondb?sslmode=require"
            + "&channelBinding=require&connectTimeout=5&ApplicationName=a%20b",
        uri.jdbcUrl());
    assertFalse(uri.toString().contains("topsecret"));
  }

  @Test
  void withDatabaseAndRole_changeOnlyThat() {
    assertEquals(
        "postgresql://app:n%23w@ep-x.c-2.us-west-2.aws.neon.tech/other"
            + "?sslmode=require&channel_binding=require",
        parse(DIRECT).withDatabase("other").withRole("app", Secret.of("n#w")).uri().reveal());
  }

  @Test
  void text_masksThePassword() {
    assertEquals(
        DIRECT.replace("npg_x", "***").replace("neondb_owner", "neondb_owner"),
        parse(DIRECT).toString());
  }

  @Test
  void credentialsInTheQuery_areTakenOutOfIt() {
    ConnectionUri uri = parse("postgresql://h.example/db?user=me&password=hush&sslmode=require");
    assertEquals("me", uri.role());
    assertEquals("hush", uri.password().reveal());
    assertEquals(Map.of("sslmode", "require"), uri.parameters());
  }

  @Test
  void missingPassword_isEmptyAndStaysOut() {
    ConnectionUri uri = parse("postgresql://me@h.example");
    assertTrue(uri.password().isEmpty());
    assertEquals("me", uri.database());
    assertEquals("postgresql://me@h.example/me", uri.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hush",
        "mysql://o:hush@h/db",
        "postgresql://o:hush@/db",
        "postgresql://o:hush@a,b/db",
        "postgresql://o:hush@h:0/db",
        "postgresql://o:hush@h:99999/db",
        "postgresql://o:hush@h:port/db",
        "postgresql://:hush@h/db",
        "postgresql://o:hush%4@h/db",
        "postgresql://o:hush%zz@h/db",
        "postgresql://o:hush@h/db?sslmode",
      })
  void whatIsNoUri_isRefusedWithoutShowingIt(String text) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> parse(text));
    assertFalse(e.getMessage().contains("hush"), e.getMessage());
  }
}
