package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchNamesTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "7, feature-x, preview/pr-7-feature-x",
        "7, Feature/Login_Page, preview/pr-7-feature-login-page",
        "7, -, preview/pr-7",
        "7, '日本語', preview/pr-7",
        "7, --a--, preview/pr-7-a",
        "12, fix/#99 (now), preview/pr-12-fix-99-now",
      })
  void defaultTemplate(int number, String gitBranch, String expected) {
    assertEquals(expected, BranchNames.of(pr(number, gitBranch, null), null).name());
  }

  @ParameterizedTest
  @CsvSource({
    "'pr-{pr}', pr-7",
    "'{repo}/pr-{pr}', shop/pr-7",
    "'{repo}-{pr}-{sha}', shop-7-0123456",
    "'x/{git-branch}/{pr}', x/topic/7",
  })
  void otherTemplates_areListedWhole(String template, String expected) {
    BranchName name = BranchNames.of(pr(7, "topic", "0123456789abcdef"), template);
    assertEquals(expected, name.name());
    assertNull(name.search());
  }

  @Test
  void defaultTemplate_isSearchedByItsNumber() {
    assertEquals("pr-7", BranchNames.of(pr(7, "x", null), null).search());
  }

  @Test
  void unknownPlaceholderOrValue_isAUsageError() {
    assertTrue(
        assertThrows(
                PreconditionException.class, () -> BranchNames.of(pr(7, "x", null), "a-{user}"))
            .isUsage());
    assertTrue(
        assertThrows(PreconditionException.class, () -> BranchNames.of(pr(7, "x", null), "a-{sha}"))
            .isUsage());
  }

  @Test
  void named_isItsOwnName() {
    Subject demo = new Subject("preview/p/acme/shop/named/demo", "p", "acme/shop", null, "x", null);
    assertEquals("preview/demo", BranchNames.of(demo, null).name());
    assertFalse(BranchNames.of(demo, null).matches("preview/demo-2"));
  }

  @Test
  void family_neverTakesPr1ForPr12() {
    BranchName one = BranchNames.of(pr(1, "x", null), null);
    assertTrue(one.matches("preview/pr-1"));
    assertTrue(one.matches("preview/pr-1-older-branch"));
    assertFalse(one.matches("preview/pr-12"));
    assertFalse(one.matches("preview/pr-12-x"));
    assertFalse(one.matches("other/preview/pr-1"));
  }

  @Test
  void longLabel_isCutWithAHashThatKeepsItApart() {
    String first = BranchNames.label("a".repeat(70) + "1", 63);
    String second = BranchNames.label("a".repeat(70) + "2", 63);
    assertEquals(63, first.length());
    assertNotEquals(first, second);
    assertTrue(first.matches("[a-z0-9-]+"), first);
  }

  private static Subject pr(int number, String gitBranch, String commit) {
    return new Subject(
        "preview/p/acme/shop/pr-" + number, "p", "acme/shop", number, gitBranch, commit);
  }
}
