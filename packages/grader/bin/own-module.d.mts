export declare const fromSource: boolean;
export declare const ownModule: (name: string) => string;
