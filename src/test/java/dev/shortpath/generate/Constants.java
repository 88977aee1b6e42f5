package dev.shortpath.generate;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What a class's source says of its constants, read by the compiler itself. */
final class Constants {
    private static final Path SOURCES = Path.of("src/main/java");

    private Constants() {}

    /** The first sentence or all of them, on one line, of each constant that has a comment; in the source's order. */
    static Map<String, String> comments(Class<?> of) {
        Path file = SOURCES.resolve(of.getName().replace('.', '/') + ".java");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(file));
            DocTrees docs = DocTrees.instance(task);
            Map<String, String> comments = new LinkedHashMap<>();
            for (CompilationUnitTree unit : task.parse()) {
                ClassTree type = (ClassTree) unit.getTypeDecls().getFirst();
                type.getMembers().stream()
                        .filter(VariableTree.class::isInstance)
                        .map(VariableTree.class::cast)
                        .forEach(v -> {
                            String comment = docs.getDocComment(path(unit, type, v));
                            if (comment != null) {
                                comments.put(
                                        v.getName().toString(), comment.strip().replaceAll("\\s+", " "));
                            }
                        });
            }
            return comments;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TreePath path(CompilationUnitTree unit, ClassTree type, VariableTree variable) {
        return new TreePath(new TreePath(new TreePath(unit), type), variable);
    }
}
