/** What survives closing the browser. */
export interface Store<T extends { key: string }> {
  all: () => Promise<T[]>;
  put: (value: T) => Promise<void>;
  remove: (key: string) => Promise<void>;
}

/** An object store of IndexedDB, opened when it is needed first. */
export function database<T extends { key: string }>(name: string): Store<T> {
  let opening: Promise<IDBDatabase> | undefined;
  const open = (): Promise<IDBDatabase> => {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(`daozhang-${name}`, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(name, { keyPath: "key" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opening;
  };
  const ask = async <R>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<R>): Promise<R> => {
    const transaction = (await open()).transaction(name, mode);
    const request = act(transaction.objectStore(name));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    all: () => ask<T[]>("readonly", (store) => store.getAll()),
    put: async (value) => void (await ask("readwrite", (store) => store.put(value))),
    remove: async (key) => void (await ask("readwrite", (store) => store.delete(key))),
  };
}
