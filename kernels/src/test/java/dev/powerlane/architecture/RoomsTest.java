package dev.powerlane.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.powerlane.law.Law;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rooms of the house and the arrows between them, which run one way. */
class RoomsTest {
    private static final String ROOT = "dev.powerlane.";
    private static final JavaClasses HOUSE = house();

    @ParameterizedTest
    @CsvSource({"law, ''", "grid, law", "math, jdk.incubator.vector", "program, law", "codegen, program math org.objectweb.asm",
        "kernel, codegen program law math grid", "schedule, kernel law"})
    void aRoomUsesOnlyTheRoomsBelowIt(String room, String below) {
        List<String> allowed = new ArrayList<>(List.of("java..", ROOT + room));
        for (String other : below.split(" ")) {
            allowed.add(other.isEmpty() ? "java.." : other.contains(".") ? other + ".." : ROOT + other);
        }
        classes().that().resideInAPackage(ROOT + room)
                .should().onlyDependOnClassesThat().resideInAnyPackage(allowed.toArray(String[]::new)).check(HOUSE);
    }

    @Test
    void theHandWrittenReferenceIsALeaf() {
        noClasses().that().resideOutsideOfPackage(ROOT + "reference")
                .should().dependOnClassesThat().resideInAPackage(ROOT + "reference").check(HOUSE);
        noClasses().that().resideInAPackage(ROOT + "reference").should().dependOnClassesThat()
                .resideInAnyPackage(ROOT + "codegen", ROOT + "program", ROOT + "kernel").allowEmptyShould(true).check(HOUSE);
    }

    @Test
    void vectorsStayInTheRoomsThatMakeThem() {
        noClasses().that().resideOutsideOfPackages(ROOT + "math", ROOT + "codegen", ROOT + "reference")
                .should().dependOnClassesThat().resideInAPackage("jdk.incubator.vector..").check(HOUSE);
    }

    @Test
    void thereIsNoRoomThatTheseRulesDoNotKnow() {
        assertThat(HOUSE.stream().map(c -> c.getPackageName()).filter(p -> p.startsWith(ROOT)).distinct())
                .isSubsetOf(ROOT + "law", ROOT + "grid", ROOT + "math", ROOT + "program", ROOT + "codegen", ROOT + "kernel",
                        ROOT + "schedule", ROOT + "reference");
    }

    private static JavaClasses house() {
        try {
            return new ClassFileImporter().importPath(Path.of(Law.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
