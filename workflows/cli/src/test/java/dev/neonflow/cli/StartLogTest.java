package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartLogTest {

  @Test
  void whatTheProgramSaid_isTheReason_withOneNext() {
    StartLog log =
        log(
            "[WARN] Something slow",
            "\u001b[31mneonflow: Port 7432 of 127.0.0.1 is in use\u001b[0m",
            "  next: stop the program that has it",
            "java.net.BindException: Address already in use",
            "\tat java.base/sun.nio.ch.Net.bind(Net.java:1)",
            "  next: something else");
    assertEquals(Optional.of("Port 7432 of 127.0.0.1 is in use"), log.reason());
    assertEquals(Optional.of("stop the program that has it"), log.next());
  }

  @Test
  void whatNobodyCaught_isTheReason_notTheFrameThatComesLast() {
    assertEquals(
        Optional.of("java.lang.NoClassDefFoundError: a/B"),
        log(
                "Exception in thread \"main\" java.lang.NoClassDefFoundError: a/B",
                "\tat embedded.main(embedded.java:44)",
                "Caused by: java.lang.ClassNotFoundException: a.B",
                "\t... 1 more")
            .reason());
    assertEquals(
        Optional.of("Could not create the Java Virtual Machine."),
        log("Error: Could not create the Java Virtual Machine.").reason());
  }

  @Test
  void otherwise_itIsTheLastLineThatIsNoDetail() {
    assertEquals(Optional.of("it ends"), log("it begins", "it ends", "", "  next: x").reason());
    assertEquals(Optional.empty(), log("", "\tat a.b(c)").reason());
  }

  private static StartLog log(String... lines) {
    return new StartLog(List.of(lines));
  }
}
