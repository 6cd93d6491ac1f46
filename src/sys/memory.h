/*
 * memory.h — how the process holds its memory.
 */
#ifndef TB_SYS_MEMORY_H
#define TB_SYS_MEMORY_H

/*
 * What is freed stays with the process.  Each request takes some hundred KB
 * (its arena, the pages its reader's cache lost with the last commit) and frees
 * them; to ask the kernel for them every time cost a fifth of a long list.
 * Once, when the server starts.  Password hashing (64 MB) still gives back.
 */
void memory_keep(void);

#endif
